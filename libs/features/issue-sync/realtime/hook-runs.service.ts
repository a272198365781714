import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { LeftoversRepository, mirrorSubject } from '@features/mirrors';
import { Runs } from '@features/runs';
import type { IssueMirror } from '../config/issue-mirror.entity';

export const ISSUE_HOOK_KIND = 'issue-sync.hook';

/** Has the webhook of a config looked after in the background. Joins the open transaction. */
@Injectable()
export class HookRuns {
  constructor(
    private readonly settings: Settings,
    private readonly runs: Runs,
    private readonly leftovers: LeftoversRepository,
  ) {}

  /** After a change of `realtime` or `enabled`, and now and then. */
  async look(...configIds: number[]): Promise<void> {
    await this.runs.requestMany(
      configIds.map((id) => ({
        kind: ISSUE_HOOK_KIND,
        subject: `issue-hook:${id}`,
        trigger: 'system',
        whenRunning: 'repeat',
      })),
    );
  }

  /**
   * Before configs, read with their mirrors and routes, are deleted: their hooks are listed among what has to go on
   * GitLab, and stay listed until they are gone. A secret is stored before GitLab learns of a hook, so without one there
   * is none.
   * @returns whether there may be a hook
   */
  async leaveBehind(configs: IssueMirror[]): Promise<boolean> {
    const publicUrl = this.settings.get('PUBLIC_URL');
    const hooks = configs.flatMap((config) => leftoverOf(config, publicUrl));
    await this.leftovers.add(hooks);
    return hooks.length > 0;
  }

  /** When nobody else takes down at once what was left behind. */
  async takeDown(mirrorId: number): Promise<void> {
    await this.runs.request({
      kind: 'mirror.clean-up',
      subject: mirrorSubject(mirrorId),
      trigger: 'system',
      whenRunning: 'repeat',
    });
  }
}

const leftoverOf = (
  { id, hookId, hookSecretEncrypted, mirrorId, mirror, route }: IssueMirror,
  publicUrl: string | null,
): Parameters<LeftoversRepository['add']>[0] =>
  (hookId === null && hookSecretEncrypted === null) || !route || !mirror
    ? []
    : [
        {
          instanceId: route.sourceInstanceId,
          mirrorId,
          pairId: mirror.instancePairId,
          kind: 'issue_hook',
          projectId: route.sourceProjectId,
          projectPath: route.sourceProjectPath,
          gitlabId: hookId,
          match: hookUrl(publicUrl, id),
        },
      ];

/** Where GitLab sends the events of a config. */
export const hookUrl = (publicUrl: string | null, configId: number): string =>
  `${publicUrl?.replace(/\/+$/, '') ?? ''}/api/webhooks/issue-sync/${configId}`;
