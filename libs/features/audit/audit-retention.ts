import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { Periodic } from '@features/runs';
import { AuditEntriesRepository } from './audit-entries.repository';

@Injectable()
export class AuditRetention {
  constructor(
    private readonly entries: AuditEntriesRepository,
    private readonly settings: Settings,
  ) {}

  @Periodic('audit.forget', () => 3600)
  async forget(signal: AbortSignal): Promise<void> {
    let forgotten = 1;
    while (forgotten > 0 && !signal.aborted) {
      forgotten = await this.entries.forget(this.settings.get('AUDIT_RETENTION_DAYS'));
    }
  }
}
