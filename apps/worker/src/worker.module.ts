import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { Settings } from '@app/config';
import { foundation } from '@app/foundation';
import { AuditWorkerModule } from '@features/audit';
import { StatisticsWorkerModule } from '@features/statistics';
import { HealthWorkerModule } from '@features/health';
import { RunsWorkerModule } from '@features/runs';
import { GroupMirrorsWorkerModule, MirrorsWorkerModule } from '@features/mirrors';
import { ImportExportWorkerModule } from '@features/import-export';
import { NotificationsWorkerModule } from '@features/notifications';
import { IssueSyncWorkerModule } from '@features/issue-sync';
import { SchedulesWorkerModule } from '@features/schedules';
import { RealtimeWorkerModule } from '@features/realtime';

/** The features with background work: a table of contents. */
export const WORKER_FEATURES: Type[] = [
  RunsWorkerModule,
  MirrorsWorkerModule,
  GroupMirrorsWorkerModule,
  SchedulesWorkerModule,
  IssueSyncWorkerModule,
  ImportExportWorkerModule,
  NotificationsWorkerModule,
  RealtimeWorkerModule,
  AuditWorkerModule,
  StatisticsWorkerModule,
  HealthWorkerModule,
];

@Module({})
export class WorkerModule {
  static forRoot(settings: Settings): DynamicModule {
    return { module: WorkerModule, imports: [...foundation(settings), ...WORKER_FEATURES] };
  }
}
