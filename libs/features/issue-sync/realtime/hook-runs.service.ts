import { Injectable } from '@nestjs/common';
import { Runs } from '@features/runs';
import type { IssueMirror } from '../config/issue-mirror.entity';

export const ISSUE_HOOK_KIND = 'issue-sync.hook';

/** Where to take a hook down when its config is gone. */
export interface RemovedHook {
  instanceId: number;
  projectId: number;
  hookId: number;
}

/** Has the webhook of a config looked after in the background. Joins the open transaction. */
@Injectable()
export class HookRuns {
  constructor(private readonly runs: Runs) {}

  /** After a change of `realtime` or `enabled`, and now and then. */
  async look(...configIds: number[]): Promise<void> {
    await this.runs.requestMany(
      configIds.map((id) => ({
        kind: ISSUE_HOOK_KIND,
        subject: hookSubject(id),
        trigger: 'system',
        whenRunning: 'repeat',
      })),
    );
  }

  /** Before the config is deleted. */
  async removeOf(config: IssueMirror): Promise<void> {
    if (config.hookId === null || !config.route) return;
    const { sourceInstanceId: instanceId, sourceProjectId: projectId } = config.route;
    const input: RemovedHook = { instanceId, projectId, hookId: config.hookId };
    await this.runs.request({
      kind: ISSUE_HOOK_KIND,
      subject: hookSubject(config.id),
      trigger: 'system',
      input: { ...input },
    });
  }
}

const hookSubject = (configId: number): string => `issue-hook:${configId}`;
