import { type DynamicModule, Global, Module } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { Clock, SystemClock } from '@app/common';
import { ConfigModule, type Settings } from '@app/config';
import { CryptoModule } from '@app/crypto';
import { DatabaseModule } from '@app/database';
import { loggingModule } from '@app/logging';

/** The time, the same for all. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
class ClockModule {}

/** What every process needs, once: settings, the time, logs, secrets, the database, events. */
export const foundation = (settings: Settings): DynamicModule[] => [
  ConfigModule.forRoot(settings),
  { module: ClockModule },
  loggingModule(settings),
  { module: CryptoModule },
  { module: DatabaseModule },
  EventEmitterModule.forRoot(),
];
