import type { DynamicModule } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { ConfigModule, type Settings } from '@app/config';
import { CryptoModule } from '@app/crypto';
import { DatabaseModule } from '@app/database';
import { loggingModule } from '@app/logging';

/** What every process needs, once: settings, logs, secrets, the database, events. */
export const foundation = (settings: Settings): DynamicModule[] => [
  ConfigModule.forRoot(settings),
  loggingModule(settings),
  { module: CryptoModule },
  { module: DatabaseModule },
  EventEmitterModule.forRoot(),
];
