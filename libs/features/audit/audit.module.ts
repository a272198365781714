import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditEntriesRepository } from './audit-entries.repository';
import { AuditEntry } from './audit-entry.entity';
import { AuditRetention } from './audit-retention';
import { AuditController } from './audit.controller';
import { LoginFailures } from './login-failures';

const entries = TypeOrmModule.forFeature([AuditEntry]);

@Module({ imports: [entries], controllers: [AuditController], providers: [AuditEntriesRepository, LoginFailures] })
export class AuditApiModule {}

@Module({ imports: [entries], providers: [AuditEntriesRepository, AuditRetention] })
export class AuditWorkerModule {}
