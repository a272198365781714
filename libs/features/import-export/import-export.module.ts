import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '@app/queue';
import { InstancesModule } from '@features/instances';
import { IssueSyncModule } from '@features/issue-sync';
import { GroupMirrorsModule, MirrorsModule } from '@features/mirrors';
import { PairsModule } from '@features/pairs';
import { PausesModule } from '@features/pauses';
import { RunsModule } from '@features/runs';
import { SchedulesModule } from '@features/schedules';
import { BatchRetention } from './batch/batch-retention';
import { BatchRunner } from './batch/batch-runner';
import { BatchesRepository } from './batch/batches.repository';
import { ImportBatch } from './batch/import-batch.entity';
import { ImportItem } from './batch/import-item.entity';
import { ImportItemsController } from './batch/import-items.controller';
import { ConfigurationApplyWorker } from './configuration/configuration-apply.worker';
import { ConfigurationReader } from './configuration/configuration-reader';
import { ConfigurationController } from './configuration/configuration.controller';
import { ConfigurationQuery } from './configuration/configuration.query';
import { ConfigurationService } from './configuration/configuration.service';
import { FormerPaths } from './configuration/former-paths';
import { NamedRowsQuery } from './configuration/named-rows.query';
import { StepRunner } from './configuration/step-runner';
import { MirrorRowsQuery } from './pair/mirror-rows.query';
import { PairExportService } from './pair/pair-export.service';
import { PairImportService } from './pair/pair-import.service';
import { PairImportWorker } from './pair/pair-import.worker';
import { PairTransferController } from './pair/pair-transfer.controller';
import { RowImporter } from './pair/row-importer';

@Module({
  imports: [
    TypeOrmModule.forFeature([ImportBatch, ImportItem]),
    InstancesModule,
    PairsModule,
    MirrorsModule,
    IssueSyncModule,
    RunsModule,
  ],
  providers: [BatchesRepository, MirrorRowsQuery, NamedRowsQuery, RowImporter],
  exports: [
    BatchesRepository,
    MirrorRowsQuery,
    NamedRowsQuery,
    RowImporter,
    InstancesModule,
    PairsModule,
    MirrorsModule,
    IssueSyncModule,
    RunsModule,
  ],
})
class ImportExportModule {}

@Module({
  imports: [ImportExportModule],
  controllers: [ImportItemsController, PairTransferController, ConfigurationController],
  providers: [
    PairExportService,
    PairImportService,
    ConfigurationQuery,
    ConfigurationReader,
    ConfigurationService,
    FormerPaths,
  ],
})
export class ImportExportApiModule {}

@Module({
  imports: [ImportExportModule, QueueModule, SchedulesModule, PausesModule, GroupMirrorsModule],
  providers: [BatchRunner, BatchRetention, PairImportWorker, StepRunner, ConfigurationApplyWorker],
})
export class ImportExportWorkerModule {}
