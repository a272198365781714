import { Injectable } from '@nestjs/common';
import { brokenRule } from '@app/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { Runs } from '@features/runs';
import { MirrorStore } from '../mirror-store';
import { MirrorsRepository } from '../mirrors.repository';
import { refusalOf } from '../provision/refusal';
import { mirrorSubject } from '../subject';
import { MirrorVerification, type Verification } from './mirror-verification';

/** Makes GitLab's mirror what it should be again. */
@Injectable()
export class MirrorRepair {
  constructor(
    private readonly tx: Tx,
    private readonly store: MirrorStore,
    private readonly mirrors: MirrorsRepository,
    private readonly verification: MirrorVerification,
    private readonly runs: Runs,
    private readonly settings: Settings,
  ) {}

  /**
   * Sets drifted settings again; makes an orphan, or a mirror that leads elsewhere, anew. Branches that diverged are left
   * alone: whose commits to lose is not for us to decide. Returns what verifying finds afterwards.
   * @throws AppError 400 while it is being set up, when one of its projects is not there, or with GitLab's refusal
   */
  async repair(id: number): Promise<Verification> {
    const before = await this.verification.verify(id);
    if (before.isLost) throw brokenRule('project_lost', before.error ?? 'One of its projects is not there.');
    const mirror = await this.store.get(id);
    if (mirror.phase === 'provisioning') {
      throw brokenRule('mirror_not_ready', `Mirror ${id} is still being set up on GitLab. Try again in a moment.`);
    }
    const fields = before.drift.map(({ field }) => field).filter((field) => field !== 'refs');
    if (before.status !== 'orphan' && fields.length === 0 && mirror.pendingChange === null) return before;
    const anew = before.status === 'orphan' || fields.includes('url') || mirror.pendingChange === 'credential';
    const run = await this.tx.run(async () => {
      await this.mirrors.update(id, { pendingChange: anew ? 'credential' : 'settings', pendingSince: new Date() });
      const request = {
        kind: 'mirror.apply',
        subject: mirrorSubject(id),
        trigger: 'manual',
        whenRunning: 'repeat',
      } as const;
      return (await this.runs.request(request)).run;
    });
    const done = await this.runs.waitFor(run.id, this.settings.get('MIRROR_PROVISION_WAIT_SECONDS') * 1000);
    if (done.status === 'failed') throw refusalOf(done);
    return this.verification.verify(id);
  }
}
