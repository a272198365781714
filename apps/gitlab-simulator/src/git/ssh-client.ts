import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PushMirror } from '../world/model';
import type { Remote } from './remote';
import { newSshKeys } from './ssh-keys';

/** Has `git` speak to the mirror's address by the `ssh` of this machine: with the mirror's own key, and only to a host whose key it was given. */
export async function withSshRemote(mirror: PushMirror, work: (remote: Remote) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gitlab-ssh-'));
  try {
    const [key, known] = [join(folder, 'key'), join(folder, 'known_hosts')];
    mirror.sshKeys ??= await newSshKeys('git@gitlab');
    await writeFile(key, mirror.sshKeys.private, { mode: 0o600 });
    await writeFile(known, mirror.hostKeys.map((line) => `${line}\n`).join(''));
    const options = {
      UserKnownHostsFile: known,
      GlobalKnownHostsFile: '/dev/null',
      StrictHostKeyChecking: 'yes',
      IdentitiesOnly: 'yes',
      IdentityAgent: 'none',
      BatchMode: 'yes',
      LogLevel: 'ERROR',
    };
    const settings = Object.entries(options).map(([name, value]) => `-o ${name}=${value}`);
    const command = ['ssh', '-F /dev/null', `-i ${key}`, ...settings].join(' ');
    await work({ url: mirror.url, config: {}, env: { GIT_SSH_COMMAND: command } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
