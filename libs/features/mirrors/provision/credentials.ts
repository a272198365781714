import { Injectable } from '@nestjs/common';
import { Clock } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import { GroupTokenStore } from '@features/tokens';
import type { Credential } from '../gitlab/mirror-driver';
import type { MirrorContext } from '../mirror-context';
import { BotTokens } from './bot-tokens';
import { checkGroupToken, gitScope } from './credential';
import { withHint } from './hint';

export type ChosenCredential = Credential & ({ from: 'group'; groupTokenId: number } | { from: 'project' });

/** Which credential a mirror gets. */
@Injectable()
export class Credentials {
  constructor(
    private readonly groupTokens: GroupTokenStore,
    private readonly botTokens: BotTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * The most specific group token for the project that is pushed to or read from; else the project access token that
   * the mirror has, or a new one (always a new one with `renew`).
   * @throws AppError 400 when the group token can't do it; ForeignError when GitLab makes no token
   */
  async choose(context: MirrorContext, options: CallOptions, renew = false): Promise<ChosenCredential> {
    const { mirror, other } = context;
    const group = await this.groupTokens.mostSpecific(other.instance.id, other.projectPath);
    if (group !== null) {
      checkGroupToken(group, mirror.direction, other.instance.name, this.clock.now());
      return { from: 'group', groupTokenId: group.id, user: group.tokenName, token: group.token };
    }
    const current = renew || mirror.nextTokenName !== null ? null : this.botTokens.current(context);
    if (current !== null) return { from: 'project', ...current };
    try {
      return { from: 'project', ...(await this.botTokens.next(context, options)) };
    } catch (error) {
      const hint = `Enter a group token with ${gitScope(mirror.direction)} for a group of ${other.projectPath}, or give our user the Maintainer role there`;
      throw withHint(error, hint);
    }
  }
}
