import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { Periodic } from '@features/runs';
import { BatchesRepository } from './batches.repository';

/** What became of imports is kept as long as runs are. */
@Injectable()
export class BatchRetention {
  constructor(
    private readonly batches: BatchesRepository,
    private readonly settings: Settings,
  ) {}

  @Periodic('import-export.retention', () => 3_600)
  async removeOld(): Promise<void> {
    await this.batches.removeOlderThan(this.settings.get('RUN_RETENTION_DAYS'));
  }
}
