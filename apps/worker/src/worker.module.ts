import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { Settings } from '@app/config';
import { foundation } from '@app/foundation';

/** The features with background work: a table of contents. */
export const WORKER_FEATURES: Type[] = [];

@Module({})
export class WorkerModule {
  static forRoot(settings: Settings): DynamicModule {
    return { module: WorkerModule, imports: [...foundation(settings), ...WORKER_FEATURES] };
  }
}
