import { Injectable } from '@nestjs/common';
import { brokenRule } from '@app/common';
import { Settings } from '@app/config';
import { Runs, type Run } from '@features/runs';
import { MirrorStore } from '../mirror-store';
import { mirrorSubject } from '../subject';
import { Holds } from './holds';

/** Lets a held mirror go on. */
@Injectable()
export class Approval {
  constructor(
    private readonly store: MirrorStore,
    private readonly holds: Holds,
    private readonly runs: Runs,
    private readonly settings: Settings,
  ) {}

  /**
   * Returns the sync that follows; the run that switches GitLab's mirror on again while that takes long, which then has it
   * synced.
   * @throws AppError 404; 400 when it is not held
   */
  async approve(id: number): Promise<Run> {
    const mirror = await this.store.get(id);
    if (mirror.heldAt === null) {
      throw brokenRule('mirror_not_held', `Mirror ${id} does not wait for approval. Sync it with update.`);
    }
    const applying = await this.holds.release(id, null);
    if (applying !== null) {
      const run = await this.runs.waitFor(applying, this.settings.get('MIRROR_PROVISION_WAIT_SECONDS') * 1000);
      if (run.status !== 'success') return run;
    }
    if (!mirror.enabled) {
      throw brokenRule('mirror_disabled', `Mirror ${id} is approved, and disabled. Enable it to sync it.`, 'enabled');
    }
    const request = { kind: 'mirror.sync', subject: mirrorSubject(id), trigger: 'manual' } as const;
    return (await this.runs.request(request)).run;
  }
}
