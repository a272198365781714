import { AppError, Clock, ForeignError, isTemporary, safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { SecretBox } from '@app/crypto';
import { InstanceGateway } from '@features/instances';
import { type RunContext, RunHandler, type RunResult, type RunWorker } from '@features/runs';
import type { IssueMirror } from '../config/issue-mirror.entity';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { newHookSecret } from './hook-secret';
import { hookUrl, ISSUE_HOOK_KIND } from './hook-runs.service';
import { ensureHook, removeHook } from './source-hook';

/** Brings the webhook of one config in line with what it asks for. */
@RunHandler(ISSUE_HOOK_KIND)
export class SourceHookWorker implements RunWorker {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly instances: InstanceGateway,
    private readonly configs: IssueMirrorsRepository,
  ) {}

  async run({ run, signal }: RunContext): Promise<RunResult> {
    const config = await this.configs.find(Number(run.subject.split(':')[1]));
    // The hook of a config that is gone is a leftover of its mirror.
    if (!config?.route) return { status: 'success' };
    const isWanted = config.realtime && config.enabled;
    if (isWanted) return this.ensure(config, signal);
    if (config.hookId !== null) {
      const client = await this.instances.client(config.route.sourceInstanceId);
      await removeHook(client, config.route.sourceProjectId, config.hookId, signal);
      await this.configs.saveHook(config.id, { hookId: null, hookError: null, hookSecretEncrypted: null });
    }
    return { status: 'success' };
  }

  private async ensure(config: IssueMirror, signal: AbortSignal): Promise<RunResult> {
    try {
      await this.ensureOnGitlab(config, signal);
      return { status: 'success' };
    } catch (error) {
      if (!(error instanceof AppError) && !(error instanceof ForeignError)) throw error;
      const hookError = safeMessage(error);
      await this.configs.saveHook(config.id, { hookError, hookCheckedAt: this.clock.now() });
      if (isTemporary(error)) throw error;
      return { status: 'failed', error: hookError, errorCode: 'webhook_failed' };
    }
  }

  private async ensureOnGitlab(config: IssueMirror, signal: AbortSignal): Promise<void> {
    const publicUrl = this.settings.get('PUBLIC_URL');
    if (publicUrl === null || !config.route) {
      throw new AppError(
        'rule',
        'public_url_missing',
        'GitLab cannot be told where to send events: set PUBLIC_URL to the address of this server.',
      );
    }
    const { sourceInstanceId, sourceProjectId } = config.route;
    const instance = await this.instances.get(sourceInstanceId);
    const client = await this.instances.client(instance);
    // Stored before GitLab learns it: a delivery may come before the answer does.
    const secret = config.hookSecretEncrypted === null ? newHookSecret() : this.box.open(config.hookSecretEncrypted);
    await this.configs.saveHook(config.id, { hookSecretEncrypted: this.box.seal(secret) });
    const wanted = {
      url: hookUrl(publicUrl, config.id),
      secret,
      gitlabVersion: instance.gitlabVersion,
      knownId: config.hookId,
    };
    const hookId = await ensureHook(client, sourceProjectId, wanted, signal);
    const news = { hookId, hookError: null, hookCheckedAt: this.clock.now() };
    // Deleted meanwhile, and its hook perhaps taken down before this one was made.
    if (!(await this.configs.saveHook(config.id, news))) await removeHook(client, sourceProjectId, hookId, signal);
  }
}
