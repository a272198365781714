import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { Periodic } from '@features/runs';
import { AuditEntriesRepository } from './audit-entries.repository';

const BATCH = 1_000;

@Injectable()
export class AuditRetention {
  constructor(
    private readonly entries: AuditEntriesRepository,
    private readonly settings: Settings,
  ) {}

  @Periodic('audit.forget', () => 3600)
  async forget(signal: AbortSignal): Promise<void> {
    const days = this.settings.get('AUDIT_RETENTION_DAYS');
    let forgotten: number;
    do forgotten = await this.entries.forget(days, BATCH);
    while (forgotten === BATCH && !signal.aborted);
  }
}
