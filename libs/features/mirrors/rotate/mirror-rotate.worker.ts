import { brokenRule, safeMessage } from '@app/common';
import { Tx } from '@app/database';
import type { CallOptions } from '@app/gitlab';
import { RunHandler, Runs, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { nextTokenLeftover } from '../clean-up/leftovers';
import { LeftoversRepository } from '../clean-up/leftovers.repository';
import { gitUrl } from '../gitlab/git-url';
import { MirrorContexts, type MirrorContext } from '../mirror-context';
import { MirrorRemoval } from '../mirror-removal';
import { MirrorStore } from '../mirror-store';
import { MirrorsRepository } from '../mirrors.repository';
import { BotTokens } from '../provision/bot-tokens';
import { Installer } from '../provision/installer';
import { MirrorGone } from '../provision/mirror-gone';
import { isRefusal, refusalCode } from '../provision/refusal';
import { NO_NEXT } from '../provision/token-columns';
import { idOf, mirrorSubject } from '../subject';
import { TokenProof } from './token-proof';

/**
 * Gives a mirror a new project access token. GitLab's own "rotate" is not used: it kills the old token at once, and
 * repeating it after a lost answer kills the new one as well. So: make another token, prove that it works, have GitLab's
 * mirror use it, and only then revoke the old one. Subject: the mirror; input: `tokenName`, of the one to replace.
 */
@RunHandler('mirror.rotate')
export class MirrorRotateWorker implements RunWorker {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly store: MirrorStore,
    private readonly contexts: MirrorContexts,
    private readonly botTokens: BotTokens,
    private readonly proof: TokenProof,
    private readonly installer: Installer,
    private readonly leftovers: LeftoversRepository,
    private readonly removal: MirrorRemoval,
    private readonly runs: Runs,
  ) {}

  async run({ run, input, signal }: RunContext): Promise<RunResult> {
    const mirror = await this.mirrors.find(idOf(run.subject));
    if (mirror === null) return { status: 'success' };
    const context = await this.contexts.of(mirror);
    if (input.tokenName !== undefined && input.tokenName !== mirror.mirrorTokenName) {
      // An attempt before this one was killed after GitLab's mirror had the new token.
      await this.finish(context);
      return { status: 'success' };
    }
    await this.mirrors.update(mirror.id, { tokenRotationTriedAt: new Date() });
    try {
      const url = await this.prove(context, { signal });
      await this.installer.install(context, { url, renewToken: true, signal });
    } catch (error) {
      if (error instanceof MirrorGone) return { status: 'success' };
      await this.mirrors.update(mirror.id, { tokenRotationError: safeMessage(error) });
      if (!isRefusal(error)) throw error;
      await this.dropNext(context);
      return { status: 'failed', error: safeMessage(error), errorCode: refusalCode(error) };
    }
    await this.finish(context);
    return { status: 'success' };
  }

  /** Returns the URL of the repository that the new token was proven with. */
  private async prove(context: MirrorContext, options: CallOptions): Promise<string> {
    const { mirror, other } = context;
    const credential = await this.botTokens.next(context, options);
    const url = gitUrl(other.instance.url, await other.client.projects.get(other.projectId, options));
    const access = mirror.direction === 'push' ? 'push' : 'read';
    if (await this.proof.holds(other, { url, access, credential }, options)) return url;
    throw brokenRule(
      'new_token_refused',
      `${other.instance.name} made a new token for ${other.projectPath} but does not let it ${access}. The old one stays in use; check whether Git over HTTPS is switched off there.`,
    );
  }

  private async finish({ mirror }: MirrorContext): Promise<void> {
    await this.mirrors.update(mirror.id, { tokenRotationError: null });
    await this.removal.cleanUp({ mirrorId: mirror.id });
    await this.store.publish('changed', mirror, ['mirror_token_expires_at']);
    if (!mirror.enabled) return;
    await this.runs.request({ kind: 'mirror.sync', subject: mirrorSubject(mirror.id), trigger: 'system' });
  }

  /** The token that was made for nothing. */
  private async dropNext({ mirror, pair }: MirrorContext): Promise<void> {
    await this.tx.run(async () => {
      const row = await this.mirrors.lock(mirror.id);
      if (row === null) return;
      await this.leftovers.add(nextTokenLeftover(row, pair));
      await this.mirrors.update(row.id, NO_NEXT);
    });
    await this.removal.cleanUp({ mirrorId: mirror.id });
  }
}
