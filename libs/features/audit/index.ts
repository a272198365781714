export { AuditApiModule, AuditWorkerModule } from './audit.module';
export { AuditEntry } from './audit-entry.entity';
