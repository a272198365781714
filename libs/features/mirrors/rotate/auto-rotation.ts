import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { Periodic, Runs } from '@features/runs';
import { mirrorSubject } from '../subject';
import { DueRotationsQuery } from './due-rotations.query';

/** Tokens that were made together end together: so many at a time, so that GitLab is not asked for all at once. */
const AT_A_TIME = 10;
/** A rotation that failed is not repeated before somebody could have mended what was wrong. */
const PAUSE_HOURS = 12;

/** Replaces project access tokens before they end. Group tokens can't be made by us; they only warn. */
@Injectable()
export class AutoRotation {
  private readonly logger = new Logger(AutoRotation.name);

  constructor(
    private readonly tx: Tx,
    private readonly due: DueRotationsQuery,
    private readonly runs: Runs,
    private readonly settings: Settings,
  ) {}

  @Periodic('mirrors.rotate-tokens', (settings) => settings.get('SCHEDULER_INTERVAL_SECONDS'))
  async rotateDue(): Promise<void> {
    // A token that lives shorter than that would be replaced again and again.
    const longest = Math.floor(this.settings.get('PROJECT_TOKEN_LIFETIME_DAYS') / 2);
    const days = Math.min(this.settings.get('TOKEN_AUTO_ROTATION_DAYS'), longest);
    if (days === 0) return;
    await this.tx.run(async () => {
      const due = await this.due.claim(days, PAUSE_HOURS, AT_A_TIME);
      if (due.length === 0) return;
      await this.runs.requestMany(
        due.map(({ id, tokenName }) => ({
          kind: 'mirror.rotate',
          subject: mirrorSubject(id),
          trigger: 'system',
          input: { tokenName },
        })),
      );
      this.logger.log(`The tokens of ${due.length} mirrors end within ${days} days; they are replaced.`);
    });
  }
}
