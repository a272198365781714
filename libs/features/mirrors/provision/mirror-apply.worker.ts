import { safeMessage } from '@app/common';
import { RunHandler, Runs, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { isNotFound } from '../gitlab/not-found';
import { wantedOf } from '../hold/wanted';
import type { GitlabMirror } from '../gitlab/mirror-driver';
import { MirrorContexts, type MirrorContext } from '../mirror-context';
import { MirrorRemoval } from '../mirror-removal';
import { MirrorStore } from '../mirror-store';
import type { Mirror } from '../mirror.entity';
import { MirrorsRepository } from '../mirrors.repository';
import { idOf, mirrorSubject } from '../subject';
import { Installer } from './installer';
import { MirrorGone } from './mirror-gone';
import { isRefusal, refusalCode } from './refusal';
import { SshAccess } from './ssh-access';

const LOOK_AGAIN_MS = 2_000;

/** Brings GitLab's mirror in line with what was changed here. Subject: the mirror. */
@RunHandler('mirror.apply')
export class MirrorApplyWorker implements RunWorker {
  constructor(
    private readonly mirrors: MirrorsRepository,
    private readonly store: MirrorStore,
    private readonly contexts: MirrorContexts,
    private readonly installer: Installer,
    private readonly ssh: SshAccess,
    private readonly removal: MirrorRemoval,
    private readonly runs: Runs,
  ) {}

  async run({ run, signal }: RunContext): Promise<RunResult> {
    const mirror = await this.mirrors.find(idOf(run.subject));
    if (mirror === null || mirror.pendingChange === null) return { status: 'success' };
    if (mirror.phase === 'provisioning') return { status: 'again', afterMs: LOOK_AGAIN_MS };
    try {
      const arrived = await this.apply(await this.contexts.of(mirror), signal);
      if (arrived) await this.mirrors.changeArrived(mirror.id, mirror.pendingSince);
      await this.store.publish('changed', mirror, [mirror.pendingChange]);
      return { status: 'success' };
    } catch (error) {
      if (error instanceof MirrorGone) return { status: 'success' };
      if (!isRefusal(error)) throw error;
      // What was made of a mirror that is not to be.
      await this.removal.cleanUp({ mirrorId: mirror.id }, signal);
      return { status: 'failed', error: explain(error, mirror), errorCode: refusalCode(error) };
    }
  }

  /** Whether all of the change is on GitLab. */
  private async apply(context: MirrorContext, signal: AbortSignal): Promise<boolean> {
    if (context.mirror.pendingChange !== 'credential' && !changesTransport(context)) {
      await this.change(context, signal);
      return true;
    }
    try {
      await this.install(context, signal);
      return true;
    } catch (error) {
      if (context.mirror.enabled || changesTransport(context) || !isRefusal(error)) throw error;
      // To be switched off, it needs no credential. That one waits until somebody has mended it.
      await this.change(context, signal);
      return false;
    }
  }

  private async change(context: MirrorContext, signal: AbortSignal): Promise<void> {
    const { mirror, owner, driver } = context;
    const current = await driver.read(owner.client, owner.projectId, mirror.mirrorId ?? owner.projectId, { signal });
    const wanted = wantedOf(context);
    // GitLab forgets the credential of a pull mirror that is switched off.
    if (mirror.direction === 'pull' && wanted.enabled && !current.enabled) return this.install(context, signal);
    // What GitLab doesn't tell is what we gave it; null is told: somebody took the filter away.
    const known = current.branchRegex === undefined ? { ...current, branchRegex: mirror.givenBranchRegex } : current;
    await driver.change(owner.client, owner.projectId, known, wanted, { signal });
    await this.mirrors.update(mirror.id, { givenBranchRegex: wanted.settings.mirrorBranchRegex });
    await this.ssh.keep(context, { signal });
    // A push mirror that is switched on waits for the next push to the source; what came meanwhile has to be asked for.
    if (mirror.direction === 'pull' || !wanted.enabled || (current.enabled && !neverRan(current))) return;
    await this.sync(mirror);
  }

  private async sync({ id }: Mirror): Promise<void> {
    await this.runs.request({ kind: 'mirror.sync', subject: mirrorSubject(id), trigger: 'system' });
  }

  private async install(context: MirrorContext, signal: AbortSignal): Promise<void> {
    const { mirror } = await this.installer.install(context, { signal });
    await this.removal.cleanUp({ mirrorId: mirror.id }, signal);
    // A new push mirror waits for the next push to the source, and one that failed for its credential for GitLab's time.
    if (wantedOf(context).enabled) await this.sync(mirror);
  }
}

/** GitLab's mirror goes another way than it is to go. */
const changesTransport = ({ mirror, transport }: MirrorContext): boolean =>
  (transport === 'ssh') !== (mirror.deployKeyId !== null);

const neverRan = ({ state }: GitlabMirror): boolean => state.update_status === 'none' && state.last_update_at === null;

function explain(error: unknown, { sourceProjectPath, targetProjectPath }: Mirror): string {
  const message = safeMessage(error);
  if (!isNotFound(error)) return message;
  return `${message}. GitLab's mirror of ${sourceProjectPath} to ${targetProjectPath} is gone or hidden from our user; repair makes it again`;
}
