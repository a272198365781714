import { Injectable } from '@nestjs/common';
import { brokenRule, Clock, ForeignError } from '@app/common';
import type { CallOptions, GitlabAccessToken } from '@app/gitlab';
import { type Instance, InstanceGateway } from '@features/instances';
import type { GroupTokenValues } from './group-tokens.repository';

const OPTIONS: CallOptions = { timeoutMs: 15_000, priority: 'interactive' };

/** What GitLab says about a group token and its group before we store it. */
@Injectable()
export class GroupTokenCheck {
  constructor(
    private readonly gateway: InstanceGateway,
    private readonly clock: Clock,
  ) {}

  /**
   * Scopes, expiry and id of the token. A token that may use Git only cannot describe itself: it is taken on trust.
   * @throws AppError (400, field `token`) when GitLab does not accept it; ForeignError when GitLab cannot be asked
   */
  async describe(instance: Instance, token: string): Promise<GroupTokenValues> {
    const client = this.gateway.clientWithToken(instance, token);
    let described: GitlabAccessToken;
    try {
      described = await client.tokens.self(OPTIONS);
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      if (error.kind === 'auth') throw refused(instance, error.reason);
      if (['permission', 'not_found', 'unsupported'].includes(error.kind)) return UNKNOWN;
      throw error;
    }
    if (described.revoked || !described.active) throw refused(instance, 'it is revoked or expired');
    return {
      tokenId: described.id,
      scopes: described.scopes,
      expiresAt: described.expires_at,
      describedAt: this.clock.now(),
    };
  }

  /**
   * The path as GitLab writes it. A group that the instance's own token does not see keeps the path as it was given: for
   * GitLab missing and forbidden are the same, and a group token may open what the other one cannot see.
   */
  async canonicalPath(instance: Instance, groupPath: string): Promise<string> {
    const client = await this.gateway.client(instance);
    try {
      return (await client.groups.get(groupPath, OPTIONS)).full_path || groupPath;
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      return groupPath;
    }
  }
}

const UNKNOWN: GroupTokenValues = { tokenId: null, scopes: [], expiresAt: null, describedAt: null };

const refused = (instance: Instance, reason: string): Error =>
  brokenRule(
    'token_refused',
    `${instance.name} does not accept the token: ${reason.replace(/[.\s]+$/, '')}. Check that it was copied whole and is neither expired nor revoked.`,
    'token',
  );
