import { type AppError, brokenRule } from '@app/common';
import { isAtLeast } from '@app/gitlab';
import type { Instance } from '@features/instances';
import type { MirrorDirection, MirrorTransport } from './pair.entity';

/**
 * Where its API began to take host keys along with an SSH mirror (merge request 227235 of GitLab, spring 2026). Without
 * them GitLab makes the mirror and it never connects. Whether a version just after that has it, its answer tells.
 */
const NEEDED_VERSION = '18.10';

export interface Mirroring {
  direction: MirrorDirection;
  transport: MirrorTransport;
  source: Pick<Instance, 'name' | 'gitlabVersion'>;
  target: Pick<Instance, 'name' | 'sshHostKeys'>;
}

/** Why mirroring can't go over SSH; null when it can, or need not. */
export function sshFault({ direction, transport, source, target }: Mirroring): AppError | null {
  if (transport === 'https') return null;
  if (direction === 'pull') {
    return brokenRule(
      'ssh_push_only',
      "Only push mirrors can go over SSH: GitLab's API tells no key of a pull mirror and takes no host key for it. Set mirror_direction to push, or mirror_transport to https.",
      'mirror_transport',
    );
  }
  if (target.sshHostKeys.length === 0) {
    return brokenRule(
      'ssh_host_keys_missing',
      `${target.name} has no SSH host keys here, and without them GitLab connects to nobody over SSH. Read them with ssh-keyscan, compare them with its page /help/instance_configuration and enter them as ssh_host_keys of the instance.`,
      'mirror_transport',
    );
  }
  if (isAtLeast(source.gitlabVersion, NEEDED_VERSION) === false) {
    return brokenRule(
      'ssh_needs_newer_gitlab',
      `${source.name} runs GitLab ${source.gitlabVersion}, whose API takes no host keys, so its SSH mirrors would never connect; that needs ${NEEDED_VERSION} or newer. Use https, or upgrade it.`,
      'mirror_transport',
    );
  }
  return null;
}
