import { Injectable } from '@nestjs/common';
import { brokenRule } from '@app/common';
import { Tx } from '@app/database';
import type { CallOptions } from '@app/gitlab';
import { mirrorLeftover, nextKeyLeftover } from '../clean-up/leftovers';
import { LeftoversRepository } from '../clean-up/leftovers.repository';
import { transportOf } from '../gitlab/git-url';
import type { MadeMirror } from '../gitlab/mirror-driver';
import type { MirrorContext } from '../mirror-context';
import { MirrorsRepository } from '../mirrors.repository';
import { DeployKeys, type InstalledKey } from './deploy-keys';
import { MirrorGone } from './mirror-gone';
import { isRefusal } from './refusal';
import { keyColumns } from './token-columns';

/** What is particular to mirrors over SSH when GitLab's mirror is put in place. */
@Injectable()
export class SshAccess {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly leftovers: LeftoversRepository,
    private readonly keys: DeployKeys,
  ) {}

  /**
   * Opens the target for a mirror that GitLab has just made. If that is refused for good, the mirror goes again, and the
   * one that it was to replace stays.
   */
  async open(context: MirrorContext, made: MadeMirror, options: CallOptions): Promise<InstalledKey> {
    try {
      requireHostKeys(context, made);
      return await this.keys.ensure(context, made.id, options);
    } catch (error) {
      if (isRefusal(error)) await this.abandon(context, made);
      throw error;
    }
  }

  /** Lets the mirror that GitLab has in again, where somebody took its key away. */
  async keep(context: MirrorContext, options: CallOptions): Promise<void> {
    const { mirror } = context;
    if (context.transport !== 'ssh' || mirror.mirrorId === null) return;
    const key = await this.keys.ensure(context, mirror.mirrorId, options);
    if (!(await this.mirrors.update(mirror.id, keyColumns(key)))) throw new MirrorGone();
  }

  /** An unfinished attempt of the other transport is not taken up: what it may have made goes. */
  async forgetOtherTransport({ mirror, pair }: MirrorContext, url: string): Promise<void> {
    if (mirror.mirrorIntentAt === null || transportOf(mirror.mirrorUrl) === transportOf(url)) return;
    await this.tx.run(async () => {
      const row = await this.mirrors.lock(mirror.id);
      if (row === null) throw new MirrorGone();
      await this.leftovers.add([mirrorLeftover(row, pair, null)]);
      await this.mirrors.update(row.id, { mirrorIntentAt: null });
    });
    mirror.mirrorIntentAt = null;
  }

  private async abandon({ mirror, pair }: MirrorContext, made: MadeMirror): Promise<void> {
    await this.tx.run(async () => {
      const row = await this.mirrors.lock(mirror.id);
      await this.leftovers.add([
        mirrorLeftover(row ?? mirror, pair, made.id),
        ...(row === null ? [] : nextKeyLeftover(row, pair)),
      ]);
      if (row !== null) await this.mirrors.update(row.id, { mirrorIntentAt: null, nextDeployKeyTitle: null });
    });
    mirror.mirrorIntentAt = null;
    mirror.nextDeployKeyTitle = null;
  }
}

/**
 * A GitLab that is too old takes the request and passes over its host keys: the mirror would never connect.
 * @throws AppError 400
 */
function requireHostKeys({ owner }: MirrorContext, { hostKeys }: MadeMirror): void {
  if (hostKeys !== undefined && hostKeys.length > 0) return;
  throw brokenRule(
    'ssh_host_keys_ignored',
    `${owner.instance.name} made the mirror without the host keys that were sent along (GitLab ${owner.instance.gitlabVersion ?? 'of unknown version'} does not take them by its API), so it would never connect. Set mirror_transport of the pair to https, or upgrade ${owner.instance.name}.`,
    'mirror_transport',
  );
}
