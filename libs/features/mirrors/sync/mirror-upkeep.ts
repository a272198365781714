import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { Periodic, Runs } from '@features/runs';
import { CleanUp } from '../clean-up/clean-up';
import { MirrorsRepository } from '../mirrors.repository';
import { mirrorSubject } from '../subject';
import { MirrorRefresh } from './mirror-refresh';
import { MirrorSyncsRepository } from './mirror-syncs.repository';

const NOTHING = { gone: (): void => undefined, failed: (): void => undefined };
/** How long something half-done is left to the run that is at it. */
const STALE_SECONDS = 120;

/** What has to happen to mirrors again and again. */
@Injectable()
export class MirrorUpkeep {
  constructor(
    private readonly refresh: MirrorRefresh,
    private readonly cleanUp: CleanUp,
    private readonly syncs: MirrorSyncsRepository,
    private readonly mirrors: MirrorsRepository,
    private readonly runs: Runs,
    private readonly settings: Settings,
  ) {}

  /** Ticks more often than each mirror is due, so that the requests are spread over the interval. */
  @Periodic('mirrors.refresh', (settings) => Math.max(5, settings.get('MIRROR_REFRESH_INTERVAL_SECONDS') / 10))
  async refreshDue(signal: AbortSignal): Promise<void> {
    await this.refresh.due(signal);
  }

  @Periodic('mirrors.clean-up', () => 60)
  async cleanUpDue(signal: AbortSignal): Promise<void> {
    await this.cleanUp.due(NOTHING, signal);
    await this.syncs.tidy(this.settings.get('MIRROR_HISTORY_DAYS'));
    await this.mirrors.correctTokenExpiry();
  }

  /** Mirrors whose run gave up, or was lost, are tried again: the row says what is still to be done. */
  @Periodic('mirrors.resume', () => 60)
  async resume(): Promise<void> {
    const { unfinished, pending } = await this.mirrors.stalled(STALE_SECONDS);
    await this.runs.requestMany([
      ...unfinished.map((id) => ({
        kind: 'mirror.provision' as const,
        subject: mirrorSubject(id),
        trigger: 'system' as const,
      })),
      ...pending.map((id) => ({
        kind: 'mirror.apply' as const,
        subject: mirrorSubject(id),
        trigger: 'system' as const,
      })),
    ]);
  }
}
