import type { Project, PullMirror, PushMirror } from '../world/model';
import { refsChanged } from '../world/refs';
import type { World } from '../world/world';
import { pullFromMirror } from './pull-mirror';
import { pushToMirror } from './push-mirror';

const AT_ONCE = 4;
/** After so many failures in a row GitLab stops to try by itself. */
export const PULL_HARD_FAILURE = 14;

/** Runs mirrors in the background, each at most once at a time, a few at once. */
export class MirrorScheduler {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly idle: (() => void)[] = [];
  private readonly again = new Set<PushMirror>();
  private running = 0;
  private stopped = false;

  constructor(private readonly world: World) {}

  /** Marks the mirror as scheduled and runs it after the delay; while it runs already, it runs once more afterwards. */
  schedulePush(mirror: PushMirror, delayMs: number): void {
    if (!mirror.enabled) return;
    if (mirror.status === 'scheduled') return;
    if (mirror.status === 'started') {
      this.again.add(mirror);
      return;
    }
    mirror.status = 'scheduled';
    this.later(delayMs, () => this.push(mirror));
  }

  schedulePull(project: Project, mirror: PullMirror): void {
    if (mirror.status === 'scheduled' || mirror.status === 'started') return;
    mirror.status = 'scheduled';
    this.later(0, () => this.pull(project, mirror));
  }

  /** Resolves when nothing runs and nothing is scheduled. */
  async settled(): Promise<void> {
    if (this.running === 0 && this.waiting.length === 0 && this.timers.size === 0) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.waiting.length = 0;
    this.drain();
    await this.settled();
  }

  private later(delayMs: number, work: () => Promise<void>): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.waiting.push(work);
      this.drain();
    }, delayMs);
    this.timers.add(timer);
  }

  private drain(): void {
    while (this.running < AT_ONCE) {
      const work = this.waiting.shift();
      if (!work) break;
      this.running++;
      void work().finally(() => {
        this.running--;
        this.drain();
      });
    }
    if (this.running === 0 && this.waiting.length === 0 && this.timers.size === 0) {
      for (const resolve of this.idle.splice(0)) resolve();
    }
  }

  private async push(mirror: PushMirror): Promise<void> {
    if (!mirror.project.pushMirrors.has(mirror.id)) return;
    mirror.status = 'started';
    mirror.lastUpdateStartedAt = this.world.now();
    try {
      if (this.world.settings.mirrorTransport === 'git') await pushToMirror(mirror);
      mirror.status = 'finished';
      mirror.lastError = null;
      mirror.lastSuccessfulUpdateAt = this.world.now();
    } catch (error) {
      mirror.status = 'failed';
      mirror.lastError = error instanceof Error ? error.message : String(error);
    }
    mirror.lastUpdateAt = this.world.now();
    if (this.again.delete(mirror)) this.schedulePush(mirror, 0);
  }

  private async pull(project: Project, mirror: PullMirror): Promise<void> {
    mirror.status = 'started';
    mirror.lastUpdateStartedAt = this.world.now();
    try {
      const changes = this.world.settings.mirrorTransport === 'git' ? await pullFromMirror(project, mirror) : [];
      mirror.status = 'finished';
      mirror.lastError = null;
      mirror.failures = 0;
      mirror.lastSuccessfulUpdateAt = this.world.now();
      if (changes.length > 0) await refsChanged(this.world, project, mirror.user, changes);
    } catch (error) {
      mirror.status = 'failed';
      mirror.failures++;
      mirror.lastError = error instanceof Error ? error.message : String(error);
    }
    mirror.lastUpdateAt = this.world.now();
  }
}
