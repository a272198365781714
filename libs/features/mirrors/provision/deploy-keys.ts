import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isTemporary } from '@app/common';
import type { CallOptions, GitlabDeployKey } from '@app/gitlab';
import type { MirrorContext } from '../mirror-context';
import { MirrorsRepository } from '../mirrors.repository';
import { botTokenName } from './credential';
import { withHint } from './hint';
import { MirrorGone } from './mirror-gone';

/** The key that opens the target for a mirror over SSH. */
export interface InstalledKey {
  from: 'deploy-key';
  id: number;
  title: string;
}

/**
 * Deploy keys that we add for mirrors over SSH. GitLab makes a key pair for each of its SSH mirrors; the target lets its
 * public half in as a deploy key, which writes with the role of the user of our token.
 */
@Injectable()
export class DeployKeys {
  constructor(private readonly mirrors: MirrorsRepository) {}

  /**
   * Has the target let in GitLab's mirror with this id, and lets it write. A key is found again by itself, however often
   * this is repeated; its title is stored before GitLab is asked, so that it is never without an owner.
   */
  async ensure(context: MirrorContext, gitlabId: number, options: CallOptions): Promise<InstalledKey> {
    const { owner, other } = context;
    const wanted = await owner.client.remoteMirrors.publicKey(owner.projectId, gitlabId, options);
    return this.install(context, wanted, options).catch((error: unknown) => {
      const hint = `Give our user the Maintainer role in ${other.projectPath}, or set mirror_transport of the pair to https`;
      throw withHint(error, hint);
    });
  }

  private async install(context: MirrorContext, wanted: string, options: CallOptions): Promise<InstalledKey> {
    const { mirror, other } = context;
    const keys = await other.client.deployKeys.list(other.projectId, options).all();
    const found = keys.find(({ key }) => withoutComment(key) === withoutComment(wanted));
    if (found !== undefined) return this.allow(context, found, options);
    // Of a mirror that is gone from GitLab again: its key would open the target for ever.
    const stale = keys.find(({ title }) => title === mirror.nextDeployKeyTitle);
    if (stale !== undefined) await other.client.deployKeys.remove(other.projectId, stale.id, options);
    return this.allow(context, await this.add(context, wanted, options), options);
  }

  private async add(context: MirrorContext, key: string, options: CallOptions): Promise<GitlabDeployKey> {
    const { mirror, other } = context;
    const title = mirror.nextDeployKeyTitle ?? botTokenName(mirror.id, randomBytes(4).toString('hex'));
    await this.remember(context, title);
    try {
      return await other.client.deployKeys.create(other.projectId, { title, key, can_push: true }, options);
    } catch (error) {
      // Refused for good: there is nothing of that title to look for.
      if (!isTemporary(error)) await this.remember(context, null);
      throw error;
    }
  }

  private async remember({ mirror }: MirrorContext, nextDeployKeyTitle: string | null): Promise<void> {
    if (!(await this.mirrors.update(mirror.id, { nextDeployKeyTitle }))) throw new MirrorGone();
    mirror.nextDeployKeyTitle = nextDeployKeyTitle;
  }

  private async allow({ other }: MirrorContext, key: GitlabDeployKey, options: CallOptions): Promise<InstalledKey> {
    const { id, title, can_push: canPush } = key;
    if (!canPush) await other.client.deployKeys.update(other.projectId, id, { can_push: true }, options);
    return { from: 'deploy-key', id, title };
  }
}

/** Type and data: GitLab may tell a key with another comment than it was given. */
const withoutComment = (key: string): string => key.trim().split(/\s+/).slice(0, 2).join(' ');
