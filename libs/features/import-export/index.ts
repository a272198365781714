export { ImportBatch } from './batch/import-batch.entity';
export { ImportItem } from './batch/import-item.entity';
export { ImportExportApiModule, ImportExportWorkerModule } from './import-export.module';
