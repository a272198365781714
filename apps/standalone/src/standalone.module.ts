import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from '@app/config';
import { foundation } from '@app/foundation';
import { API_FEATURES } from '../../api/src/api.module';
import { WORKER_FEATURES } from '../../worker/src/worker.module';

/** API and worker in one process, with one set of connections. */
@Module({})
export class StandaloneModule {
  static forRoot(settings: Settings): DynamicModule {
    return { module: StandaloneModule, imports: [...foundation(settings), ...API_FEATURES, ...WORKER_FEATURES] };
  }
}
