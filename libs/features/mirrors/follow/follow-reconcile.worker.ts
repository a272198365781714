import { Clock, safeMessage } from '@app/common';
import { Tx } from '@app/database';
import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { BulkRunner, type BulkOutcome } from '../bulk/bulk-runner';
import { idOf } from '../subject';
import { orderOf } from './follow-order';
import type { FollowedProject } from './followed-project.entity';
import { FollowedProjectsRepository } from './followed-projects.repository';
import type { GroupFollow } from './group-follow.entity';
import { GroupFollowsRepository } from './group-follows.repository';
import { findVanished, missingFrom } from './vanished-projects';

/**
 * Mirrors what is new in a followed group, and says what vanished from it. Never deletes anything. Subject: the follow;
 * input: `include_dismissed`.
 */
@RunHandler('follow.reconcile')
export class FollowReconcileWorker implements RunWorker {
  constructor(
    private readonly tx: Tx,
    private readonly follows: GroupFollowsRepository,
    private readonly projects: FollowedProjectsRepository,
    private readonly bulk: BulkRunner,
    private readonly clock: Clock,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const follow = await this.follows.find(idOf(context.run.subject));
    if (follow === null) return { status: 'success' };
    const known = await this.projects.of(follow.id);
    try {
      const outcome = await this.bulk.run(context, orderOf(follow), memoryOf(known, context));
      if (outcome.result.status !== 'again') await this.record(follow, known, outcome, context);
      return outcome.result;
    } catch (error) {
      if (!context.signal.aborted) {
        await this.follows.update(follow.id, { lastStatus: 'failed', lastError: safeMessage(error) });
      }
      throw error;
    }
  }

  private async record(
    follow: GroupFollow,
    known: FollowedProject[],
    { planned, created, result }: BulkOutcome,
    context: RunContext,
  ): Promise<void> {
    const { source, sourceGroup, sourceProjects } = planned;
    const missing = missingFrom(new Set(sourceProjects.keys()), known);
    const vanished = await findVanished(missing, sourceGroup, source.client, { signal: context.signal });
    const listed = [...sourceProjects.values()].map(({ id, path_with_namespace: path }) => ({ id, path }));
    const now = this.clock.now();
    await this.tx.run(async () => {
      const isThere = await this.follows.update(follow.id, {
        sourceGroupPath: sourceGroup,
        lastReconciledAt: now,
        lastStatus: result.status === 'again' ? null : result.status,
        lastError: result.error ?? null,
        // Also of the attempts before this one.
        newLastTime: (context.run.counters.mirrors_created ?? 0) + created,
      });
      if (!isThere) return;
      await this.projects.seen(follow, listed);
      await this.projects.vanished(follow.id, vanished, now);
    });
  }
}

function memoryOf(known: FollowedProject[], { input }: RunContext) {
  const ids = (projects: FollowedProject[]): Set<number> =>
    new Set(projects.map(({ sourceProjectId }) => sourceProjectId));
  const dismissed = known.filter(({ dismissedAt, mirrorId }) => dismissedAt !== null && mirrorId === null);
  return {
    dismissed: input.include_dismissed === true ? new Set<number>() : ids(dismissed),
    followed: ids(known.filter(({ mirrorId }) => mirrorId !== null)),
  };
}
