import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from '@app/config';
import { foundation } from '@app/foundation';
import { AuthApiModule } from '@features/auth';
import { HealthApiModule } from '@features/health';
import { InstancesApiModule } from '@features/instances';
import { RunsApiModule } from '@features/runs';

/** The HTTP features: a table of contents. */
export const API_FEATURES = [AuthApiModule, RunsApiModule, InstancesApiModule, HealthApiModule];

@Module({})
export class ApiModule {
  static forRoot(settings: Settings): DynamicModule {
    return { module: ApiModule, imports: [...foundation(settings), ...API_FEATURES] };
  }
}
