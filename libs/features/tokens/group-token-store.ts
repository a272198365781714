import { Injectable } from '@nestjs/common';
import { SecretBox } from '@app/crypto';
import { openSecret } from '@features/instances';
import type { GroupToken } from './group-token.entity';
import { GroupTokensRepository } from './group-tokens.repository';

/** A group token in plain; it must not leave the process but towards GitLab. */
export interface OpenGroupToken {
  id: number;
  groupPath: string;
  tokenName: string;
  token: string;
  /** Empty when GitLab did not tell them. */
  scopes: string[];
  /** Day (UTC) at whose start it dies; null: never, or GitLab did not tell. */
  expiresAt: string | null;
}

/** Group tokens for the features above. */
@Injectable()
export class GroupTokenStore {
  constructor(
    private readonly tokens: GroupTokensRepository,
    private readonly box: SecretBox,
  ) {}

  /** The token of the deepest group above the project: `platform/core` before `platform`. */
  async mostSpecific(instanceId: number, projectPath: string): Promise<OpenGroupToken | null> {
    const row = await this.tokens.findMostSpecific(instanceId, projectPath);
    return row === null ? null : this.open(row);
  }

  async find(id: number): Promise<OpenGroupToken | null> {
    const row = await this.tokens.find(id);
    return row === null ? null : this.open(row);
  }

  private open({ id, groupPath, tokenName, tokenEncrypted, scopes, expiresAt }: GroupToken): OpenGroupToken {
    const token = openSecret(this.box, tokenEncrypted, `The token ${tokenName} of group ${groupPath}`);
    return { id, groupPath, tokenName, token, scopes, expiresAt };
  }
}
