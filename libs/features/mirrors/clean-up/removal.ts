import { Injectable } from '@nestjs/common';
import { Clock, isFailure } from '@app/common';
import type { CallOptions, GitlabClient } from '@app/gitlab';
import { InstanceGateway, type Instance } from '@features/instances';
import { hostAndPath } from '../gitlab/git-url';
import { findPullMirror } from '../gitlab/pull-driver';
import { MirrorsRepository } from '../mirrors.repository';
import type { Leftover } from './leftover.entity';
import { LeftoversRepository } from './leftovers.repository';

/**
 * A request whose answer was lost may still take effect for a while, up to GitLab's own time limits. Only after that does
 * "not found by name" mean that it is not there.
 */
export const LOST_REQUEST_MS = 120_000;

/** `waiting`: nothing is there now, but a lost request may still make it. */
export type RemovalResult = 'gone' | 'waiting';

/** Takes one leftover down on GitLab, and nothing else. */
@Injectable()
export class Removal {
  constructor(
    private readonly instances: InstanceGateway,
    private readonly mirrors: MirrorsRepository,
    private readonly leftovers: LeftoversRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ForeignError when GitLab doesn't let us, or when it can't be known whether it is gone */
  async remove(item: Leftover, options: CallOptions): Promise<RemovalResult> {
    const instance = await this.instances.get(item.instanceId);
    const client = await this.instances.client(instance);
    if (item.kind === 'pull_mirror') return this.pullMirror(client, item, options);
    const ids =
      item.gitlabId === null || item.kind === 'issue_hook'
        ? await this.search(instance, client, item, options)
        : [item.gitlabId];
    for (const id of ids) await this.byId(client, item, id, options);
    if (item.gitlabId !== null || ids.length > 0) return 'gone';
    return this.clock.now().getTime() - item.createdAt.getTime() < LOST_REQUEST_MS ? 'waiting' : 'gone';
  }

  private async byId(client: GitlabClient, item: Leftover, id: number, options: CallOptions): Promise<void> {
    try {
      if (item.kind === 'push_mirror') await client.remoteMirrors.remove(item.projectId, id, options);
      else if (item.kind === 'issue_hook') await client.hooks.remove(item.projectId, id, options);
      else if (item.kind === 'deploy_key') await client.deployKeys.remove(item.projectId, id, options);
      else await client.projectTokens.revoke(item.projectId, id, options);
    } catch (error) {
      // Of a token that is revoked already GitLab says 400 as well.
      if (!isFailure(error, 'not_found', 'validation')) throw error;
      // 404 also means "you may not see it": it is gone only if its list can be read and lacks it.
      if (await this.isListed(client, item, id, options)) throw error;
    }
  }

  private async isListed(client: GitlabClient, item: Leftover, id: number, options: CallOptions): Promise<boolean> {
    for await (const found of listing(client, item, options)) if (found.id === id) return true;
    return false;
  }

  private async search(
    instance: Instance,
    client: GitlabClient,
    item: Leftover,
    options: CallOptions,
  ): Promise<number[]> {
    const { projectId, match } = item;
    if (item.kind === 'project_token') {
      const tokens = await client.projectTokens.list(projectId, { state: 'active' }, options).all();
      return tokens.filter(({ name }) => name === match).map(({ id }) => id);
    }
    if (item.kind === 'deploy_key') {
      const keys = await client.deployKeys.list(projectId, options).all();
      return keys.filter(({ title }) => title === match).map(({ id }) => id);
    }
    if (item.kind === 'issue_hook') {
      // Its address is ours alone, so each that leads there is ours, also one that was made anew meanwhile.
      const hooks = await client.hooks.list(projectId, options).all();
      return hooks.filter(({ id, url }) => id === item.gitlabId || url === match).map(({ id }) => id);
    }
    const taken = new Set([
      ...(await this.mirrors.ownedGitlabIds(instance.url, projectId, 'push')),
      ...(await this.leftovers.idsOn(instance.id, projectId)),
    ]);
    const all = await client.remoteMirrors.list(projectId, options).all();
    return all.filter(({ id, url }) => hostAndPath(url) === match && !taken.has(id)).map(({ id }) => id);
  }

  /** Switched off only while it still leads to where ours led, and no other mirror of ours uses it. */
  private async pullMirror(client: GitlabClient, item: Leftover, options: CallOptions): Promise<RemovalResult> {
    const mirror = await findPullMirror(client, item.projectId, options);
    const instance = await this.instances.get(item.instanceId);
    const owned = await this.mirrors.ownedGitlabIds(instance.url, item.projectId, 'pull');
    if (mirror !== null && mirror.enabled !== false && hostAndPath(mirror.url) === item.match && owned.length === 0) {
      await client.pullMirrors.configure(item.projectId, { enabled: false }, options);
    }
    return 'gone';
  }
}

/** What of its kind the project has, each with GitLab's id. */
function listing(
  client: GitlabClient,
  { kind, projectId }: Leftover,
  options: CallOptions,
): AsyncIterable<{ id: number }> {
  if (kind === 'push_mirror') return client.remoteMirrors.list(projectId, options);
  if (kind === 'issue_hook') return client.hooks.list(projectId, options);
  if (kind === 'deploy_key') return client.deployKeys.list(projectId, options);
  return client.projectTokens.list(projectId, { state: 'active' }, options);
}
