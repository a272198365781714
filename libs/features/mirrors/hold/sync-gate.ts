import { Injectable } from '@nestjs/common';
import { inParallel, isTemporary, safeMessage } from '@app/common';
import { InstanceGateway } from '@features/instances';
import { Holds } from './holds';
import { HoldsQuery, type WatchedMirror } from './holds.query';
import { SourceLooks } from './source-looks';
import { suspicion, type SourceSnapshot } from './suspicion';

const AT_A_TIME = 8;

/** What becomes of the mirrors that were to be synced; those that are in neither may go ahead. */
export interface GateDecision {
  /** Not now, with the reason. */
  stopped: Map<number, string>;
  /** In the next round. */
  postponed: Set<number>;
}

/**
 * Looks at the sources of mirrors before we ask GitLab to mirror them, where their pair wants that, and holds what looks
 * like an accident. A source that looks right again lets its mirror go. Without the setting it costs no request.
 */
@Injectable()
export class SyncGate {
  constructor(
    private readonly query: HoldsQuery,
    private readonly holds: Holds,
    private readonly instances: InstanceGateway,
  ) {}

  async check(mirrorIds: number[], signal: AbortSignal): Promise<GateDecision> {
    const decision: GateDecision = { stopped: new Map(), postponed: new Set() };
    if (mirrorIds.length === 0) return decision;
    const looks = new SourceLooks();
    const passed: { id: number; snapshot: SourceSnapshot }[] = [];
    await inParallel(await this.query.watched(mirrorIds), AT_A_TIME, async (mirror) => {
      signal.throwIfAborted();
      try {
        const snapshot = await this.one(mirror, looks, decision, signal);
        if (snapshot !== null) passed.push({ id: mirror.id, snapshot });
      } catch (error) {
        signal.throwIfAborted();
        // Without a look at its source it must not go ahead.
        if (isTemporary(error)) decision.postponed.add(mirror.id);
        else decision.stopped.set(mirror.id, safeMessage(error));
      }
    });
    await this.query.remember(passed);
    return decision;
  }

  /** What the source of a mirror that may go ahead looks like; null when nothing new is to be remembered. */
  private async one(
    mirror: WatchedMirror,
    looks: SourceLooks,
    { stopped, postponed }: GateDecision,
    signal: AbortSignal,
  ): Promise<SourceSnapshot | null> {
    if (mirror.isApplying) {
      postponed.add(mirror.id);
      return null;
    }
    if (!mirror.isWatched) {
      await this.holds.release(mirror.id, null);
      postponed.add(mirror.id);
      return null;
    }
    const { id, sourceInstanceId: instanceId, sourceProjectId: projectId, snapshot: before, lossPercent } = mirror;
    const client = await this.instances.client(instanceId);
    const { branches, defaultBranch, head, ...rest } = await looks.look({ instanceId, projectId, client }, before, {
      signal,
    });
    const now: SourceSnapshot = { branches, defaultBranch, head };
    const kind = before === null ? null : suspicion(before, { ...now, ...rest }, lossPercent);
    if (kind !== null && before !== null) {
      stopped.set(id, await this.holds.hold(id, { kind, before, now }));
      return null;
    }
    if (!mirror.isHeld) return now;
    // It looks right again: somebody has put back what was missing.
    await this.holds.release(id, now);
    postponed.add(id);
    return null;
  }
}
