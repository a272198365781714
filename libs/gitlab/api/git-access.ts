import { ForeignError, rememberSecret, safeMessage } from '@app/common';
import type { CallOptions } from '../http/call';
import { send } from '../http/send';
import type { Network } from '../net/network';
import type { Timing } from '../timing';

export interface GitCredential {
  /** Any name that is not blank: GitLab looks at the token only. */
  user: string;
  token: string;
}

export interface GitAccessOptions {
  instanceName: string;
  network: Network;
  timing: Timing;
}

/** Git over HTTPS, as far as asking whether a credential may use it. */
export class GitAccess {
  constructor(private readonly options: GitAccessOptions) {}

  /**
   * Whether this credential may read from, or push to, a repository: the question that Git itself asks first. It changes
   * nothing. A branch may still be protected against the user. Null: no Git is served there, so that nothing was said
   * about the credential. GitLab answers a bad one with 401 and a challenge, without which Git could not log in at all,
   * and one without the right with 403.
   * @throws ForeignError transient when GitLab gives no clear answer
   */
  async allows(
    url: string,
    access: 'read' | 'push',
    credential: GitCredential,
    options?: CallOptions,
  ): Promise<boolean | null> {
    const { instanceName: instance, network, timing } = this.options;
    rememberSecret(credential.token);
    const target = new URL(`${url}/info/refs?service=${access === 'push' ? 'git-receive-pack' : 'git-upload-pack'}`);
    const basic = Buffer.from(`${credential.user}:${credential.token}`).toString('base64');
    rememberSecret(basic);
    const unclear = (reason: string, status: number | null): ForeignError =>
      new ForeignError({
        kind: 'transient',
        instance,
        operation: `check Git access to ${target.pathname}`,
        reason,
        status,
      });
    const answer = await send({
      method: 'GET',
      url: target,
      headers: { authorization: `Basic ${basic}` },
      agent: network.agentFor(target),
      as: 'text',
      timeoutMs: options?.timeoutMs ?? network.timeoutMs,
      timing,
      signal: options?.signal,
    }).catch((error: unknown) => {
      throw unclear(safeMessage(error), null);
    });
    if (answer.status === 200) return true;
    if (answer.status === 403) return false;
    if (answer.status === 401) return 'www-authenticate' in answer.headers ? false : null;
    if (answer.status === 404) return null;
    throw unclear(`it answered ${answer.status}`, answer.status);
  }
}
