import { Injectable } from '@nestjs/common';
import { brokenRule } from '@app/common';
import { Settings } from '@app/config';
import { Runs } from '@features/runs';
import { GroupTokenStore } from '@features/tokens';
import { MirrorContexts } from '../mirror-context';
import { MirrorStore } from '../mirror-store';
import { refusalOf } from '../provision/refusal';
import { mirrorSubject } from '../subject';

/** Replaces the project access token of a mirror. */
@Injectable()
export class MirrorRotation {
  constructor(
    private readonly store: MirrorStore,
    private readonly contexts: MirrorContexts,
    private readonly groupTokens: GroupTokenStore,
    private readonly runs: Runs,
    private readonly settings: Settings,
  ) {}

  /** @throws AppError 400 when it uses a group token, or with GitLab's refusal */
  async rotate(id: number): Promise<void> {
    const mirror = await this.store.get(id);
    if (mirror.phase === 'provisioning') {
      throw brokenRule('mirror_not_ready', `Mirror ${id} is still being set up on GitLab. Try again in a moment.`);
    }
    const { other, transport } = await this.contexts.of(mirror);
    if (transport === 'ssh') {
      throw brokenRule(
        'uses_deploy_key',
        `Mirror ${id} goes over SSH with a deploy key, which has no token and does not expire. There is nothing to rotate.`,
      );
    }
    const group = await this.groupTokens.mostSpecific(other.instance.id, other.projectPath);
    if (group !== null) {
      throw brokenRule(
        'uses_group_token',
        `Mirror ${id} uses the group token ${group.tokenName} of ${group.groupPath}. Rotate that one under group tokens.`,
      );
    }
    const { run } = await this.runs.request({
      kind: 'mirror.rotate',
      subject: mirrorSubject(id),
      trigger: 'manual',
      input: { tokenName: mirror.mirrorTokenName },
    });
    const done = await this.runs.waitFor(run.id, this.settings.get('MIRROR_PROVISION_WAIT_SECONDS') * 1000);
    if (done.status === 'failed') throw refusalOf(done);
  }
}
