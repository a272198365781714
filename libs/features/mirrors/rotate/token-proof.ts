import { Injectable } from '@nestjs/common';
import { ForeignError } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import { InstanceGateway } from '@features/instances';
import type { Credential } from '../gitlab/mirror-driver';
import type { Side } from '../mirror-context';

export interface GitUse {
  url: string;
  access: 'read' | 'push';
  credential: Credential;
}

/** Whether a new project access token works, asked before anything depends on it. */
@Injectable()
export class TokenProof {
  constructor(private readonly instances: InstanceGateway) {}

  /**
   * Asks Git itself. Where its answer says nothing, because another address serves Git, the API tells at least whether
   * the token lives.
   * @throws ForeignError transient when GitLab gives no clear answer
   */
  async holds(side: Side, { url, access, credential }: GitUse, options: CallOptions): Promise<boolean> {
    const allowed = await side.client.git.allows(url, access, credential, options);
    return allowed ?? (await this.lives(side, credential, options));
  }

  private async lives({ instance }: Side, { token }: Credential, options: CallOptions): Promise<boolean> {
    try {
      return (await this.instances.clientWithToken(instance, token).tokens.self(options)).active;
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      if (error.kind === 'auth') return false;
      // It may use Git only and so cannot describe itself.
      if (['permission', 'not_found', 'unsupported'].includes(error.kind)) return true;
      throw error;
    }
  }
}
