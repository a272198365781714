export { ImportBatch } from './batch/import-batch.entity';
export { ImportItem } from './batch/import-item.entity';
export { DOCUMENT_LIMIT } from './formats/document.pipe';
export { ImportExportApiModule, ImportExportWorkerModule } from './import-export.module';
