import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Clock } from '@app/common';
import { Tx } from '@app/database';
import { Runs } from '@features/runs';
import { MirrorContexts } from '../mirror-context';
import { MIRROR_EVENTS, mirrorEvent } from '../mirror-events';
import type { Mirror } from '../mirror.entity';
import { MirrorsRepository } from '../mirrors.repository';
import { mirrorSubject } from '../subject';
import { holdInWords } from './hold-words';
import type { Hold, SourceSnapshot } from './suspicion';

/** Has mirrors wait for approval, and lets them go again. */
@Injectable()
export class Holds {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly contexts: MirrorContexts,
    private readonly runs: Runs,
    private readonly events: EventEmitter2,
    private readonly clock: Clock,
  ) {}

  /** Holds it, or keeps what is newly known about one that is held; returns the reason in words. */
  async hold(id: number, hold: Hold): Promise<string> {
    const mirror = await this.mirrors.find(id);
    if (mirror === null) return 'It does not exist any more.';
    const { owner, other, settings } = await this.contexts.of(mirror);
    const source = mirror.direction === 'push' ? owner : other;
    const heldReason = holdInWords(
      {
        source: `${source.projectPath} on ${source.instance.name}`,
        direction: mirror.direction,
        overwritesDiverged: settings.mirrorOverwriteDiverged,
      },
      hold,
    );
    await this.tx.run(async () => {
      const row = await this.mirrors.lock(id);
      if (row === null) return;
      await this.mirrors.update(id, { hold, heldReason, ...(row.heldAt === null ? { heldAt: this.clock.now() } : {}) });
      if (row.heldAt === null) await this.switched(row, 'held');
    });
    return heldReason;
  }

  /**
   * Lets it go. What its source looks like now is what the next look is compared with. Returns the run that switches it on
   * again on GitLab; null when there is nothing to switch, or it was not held.
   */
  async release(id: number, snapshot: SourceSnapshot | null): Promise<number | null> {
    return this.tx.run(async () => {
      const row = await this.mirrors.lock(id);
      if (row?.heldAt == null) return null;
      const sourceSnapshot = snapshot ?? row.hold?.now ?? null;
      await this.mirrors.update(id, { heldAt: null, heldReason: null, hold: null, sourceSnapshot });
      return this.switched(row, 'released');
    });
  }

  /** Only a push mirror is switched on GitLab. Inside the transaction. */
  private async switched(mirror: Mirror, event: 'held' | 'released'): Promise<number | null> {
    const payload = mirrorEvent(mirror, ['held_at']);
    await this.tx.afterCommit(() => {
      this.events.emit(MIRROR_EVENTS[event], payload);
      this.events.emit(MIRROR_EVENTS.changed, payload);
    });
    if (mirror.direction === 'pull') return null;
    const pendingChange = mirror.pendingChange ?? 'settings';
    await this.mirrors.update(mirror.id, { pendingChange, pendingSince: this.clock.now() });
    const { run } = await this.runs.request({
      kind: 'mirror.apply',
      subject: mirrorSubject(mirror.id),
      trigger: 'system',
      whenRunning: 'repeat',
    });
    return run.id;
  }
}
