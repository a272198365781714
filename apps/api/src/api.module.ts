import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from '@app/config';
import { foundation } from '@app/foundation';
import { HttpRimModule } from '@app/http';
import { AboutApiModule } from '@features/about';
import { AuditApiModule } from '@features/audit';
import { AuthApiModule } from '@features/auth';
import { DashboardApiModule } from '@features/dashboard';
import { HealthApiModule } from '@features/health';
import { ImportExportApiModule } from '@features/import-export';
import { InstancesApiModule } from '@features/instances';
import { GroupMirrorsApiModule, MirrorsApiModule } from '@features/mirrors';
import { IssueSyncApiModule } from '@features/issue-sync';
import { NotificationsApiModule } from '@features/notifications';
import { PairsApiModule } from '@features/pairs';
import { PausesApiModule } from '@features/pauses';
import { RealtimeApiModule } from '@features/realtime';
import { RunsApiModule } from '@features/runs';
import { SchedulesApiModule } from '@features/schedules';
import { SearchApiModule } from '@features/search';
import { StatisticsApiModule } from '@features/statistics';
import { TokensApiModule } from '@features/tokens';
import { TopologyApiModule } from '@features/topology';
import { UsersApiModule } from '@features/users';

/** The HTTP features: a table of contents. */
export const API_FEATURES = [
  UsersApiModule,
  AuthApiModule,
  RunsApiModule,
  InstancesApiModule,
  TokensApiModule,
  PairsApiModule,
  PausesApiModule,
  MirrorsApiModule,
  GroupMirrorsApiModule,
  SchedulesApiModule,
  IssueSyncApiModule,
  TopologyApiModule,
  DashboardApiModule,
  SearchApiModule,
  ImportExportApiModule,
  NotificationsApiModule,
  RealtimeApiModule,
  AuditApiModule,
  StatisticsApiModule,
  AboutApiModule,
  HealthApiModule,
  HttpRimModule,
];

@Module({})
export class ApiModule {
  static forRoot(settings: Settings): DynamicModule {
    return { module: ApiModule, imports: [...foundation(settings), ...API_FEATURES] };
  }
}
