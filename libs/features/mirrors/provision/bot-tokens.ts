import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, isTemporary } from '@app/common';
import { Settings } from '@app/config';
import { SecretBox } from '@app/crypto';
import type { CallOptions } from '@app/gitlab';
import type { Credential } from '../gitlab/mirror-driver';
import type { MirrorContext } from '../mirror-context';
import { MirrorsRepository } from '../mirrors.repository';
import { MirrorGone } from './mirror-gone';
import { botRole, botTokenName, expiryDay, gitScope } from './credential';

/** Project access tokens that we make for mirrors. */
@Injectable()
export class BotTokens {
  constructor(
    private readonly mirrors: MirrorsRepository,
    private readonly box: SecretBox,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** The token GitLab's mirror uses, as a credential; null when it uses none of ours. */
  current({ mirror }: MirrorContext): Credential | null {
    if (mirror.mirrorTokenName === null || mirror.mirrorTokenEncrypted === null) return null;
    return { user: mirror.mirrorTokenName, token: this.box.open(mirror.mirrorTokenEncrypted) };
  }

  /**
   * The token that is about to be used: the one that was made already, else a new one, stored under its name before
   * GitLab is asked, so that it is never without an owner.
   */
  async next(context: MirrorContext, options: CallOptions): Promise<Credential> {
    const { mirror } = context;
    if (mirror.nextTokenName !== null && mirror.nextTokenEncrypted !== null) {
      return { user: mirror.nextTokenName, token: this.box.open(mirror.nextTokenEncrypted) };
    }
    if (mirror.nextTokenName !== null) await this.revokeLost(context, mirror.nextTokenName, options);
    return this.make(context, options);
  }

  private async make(context: MirrorContext, options: CallOptions): Promise<Credential> {
    const { mirror, other, settings } = context;
    const name = botTokenName(mirror.id, randomBytes(4).toString('hex'));
    const expiresAt = expiryDay(this.clock.now(), this.settings.get('PROJECT_TOKEN_LIFETIME_DAYS'));
    if (!(await this.mirrors.update(mirror.id, { nextTokenName: name }))) throw new MirrorGone();
    mirror.nextTokenName = name;
    const request = {
      name,
      scopes: [gitScope(mirror.direction)],
      access_level: botRole(mirror.direction, settings),
      expires_at: expiresAt,
    };
    const token = await other.client.projectTokens
      .create(other.projectId, request, options)
      .catch(async (error: unknown) => {
        // Refused for good: there is nothing of that name to look for.
        if (!isTemporary(error)) {
          await this.mirrors.update(mirror.id, { nextTokenName: null });
          mirror.nextTokenName = null;
        }
        throw error;
      });
    const made = {
      nextTokenId: token.id,
      nextTokenEncrypted: this.box.seal(token.token),
      nextTokenExpiresAt: token.expires_at,
    };
    Object.assign(mirror, made);
    if (!(await this.mirrors.update(mirror.id, made))) throw new MirrorGone();
    return { user: name, token: token.token };
  }

  /** GitLab tells a secret once. If it made the token and we never heard of it, it has to go. */
  private async revokeLost({ other }: MirrorContext, name: string, options: CallOptions): Promise<void> {
    for await (const token of other.client.projectTokens.list(other.projectId, { state: 'active' }, options)) {
      if (token.name === name) await other.client.projectTokens.revoke(other.projectId, token.id, options);
    }
  }
}
