import { Injectable } from '@nestjs/common';
import { Clock, inParallel, safeMessage } from '@app/common';
import type { Leftover } from './leftover.entity';
import { LeftoversRepository, type LeftoverScope } from './leftovers.repository';
import { Removal } from './removal';

const AT_A_TIME = 8;
const BATCH = 500;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface CleanUpReport {
  gone(item: Leftover): void;
  failed(item: Leftover, reason: string): void;
}

/** Minutes at first, a day in the end: what GitLab refuses today it may allow once somebody has mended it. */
export const nextAttempt = (now: Date, attempts: number): Date =>
  new Date(now.getTime() + Math.min(DAY_MS, MINUTE_MS * 2 ** Math.min(attempts, 20)));

/** Works leftovers off. */
@Injectable()
export class CleanUp {
  constructor(
    private readonly leftovers: LeftoversRepository,
    private readonly removal: Removal,
    private readonly clock: Clock,
  ) {}

  /** All of a mirror, pair or instance, whenever they were to be tried next. */
  async scope(scope: LeftoverScope, report: CleanUpReport, signal?: AbortSignal): Promise<void> {
    let afterId = 0;
    for (;;) {
      const items = await this.leftovers.inScope(scope, BATCH, afterId);
      const last = items.at(-1);
      if (last === undefined) return;
      await this.work(items, report, signal);
      afterId = last.id;
    }
  }

  /** Those whose time has come, the longest waiting first. */
  async due(report: CleanUpReport, signal?: AbortSignal): Promise<void> {
    await this.work(await this.leftovers.due(this.clock.now(), BATCH), report, signal);
  }

  private async work(items: Leftover[], report: CleanUpReport, signal?: AbortSignal): Promise<void> {
    // A mirror goes before the token or key that it uses, so that it never fails for the want of it.
    const isToken = ({ kind }: Leftover): boolean => kind === 'project_token' || kind === 'deploy_key';
    for (const group of [items.filter((item) => !isToken(item)), items.filter(isToken)]) {
      await inParallel(group, AT_A_TIME, (item) => this.one(item, report, signal));
    }
  }

  private async one(item: Leftover, report: CleanUpReport, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    try {
      const result = await this.removal.remove(item, signal === undefined ? {} : { signal });
      if (result === 'gone') {
        await this.leftovers.remove(item.id);
        report.gone(item);
      } else {
        await this.leftovers.postpone(item.id, null, new Date(this.clock.now().getTime() + MINUTE_MS));
      }
    } catch (error) {
      signal?.throwIfAborted();
      const reason = safeMessage(error);
      await this.leftovers.postpone(item.id, reason, nextAttempt(this.clock.now(), item.attempts));
      report.failed(item, reason);
    }
  }
}
