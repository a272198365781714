import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Where things go that the user `postgres` must reach when root's own folders are closed to him. */
export const SYSTEM_DIR = '/var/lib/mirror-maestro';

export interface ServerUser {
  uid: number;
  gid: number;
}

const idOf = (flag: '-u' | '-g'): number =>
  Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));

/** PostgreSQL refuses to run as root, so root starts it as `postgres` (made when it is missing); null: as ourselves. */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/** Whether every folder on the way lets other users through. */
export function isReachableByOthers(path: string): boolean {
  for (let dir = path; ; dir = dirname(dir)) {
    if ((statSync(dir).mode & 0o001) === 0) return false;
    if (dir === dirname(dir)) return true;
  }
}

/** The folder of the cluster that belongs to a data folder, owned by the user who runs the server. */
export function clusterDirectory(dataDir: string, user: ServerUser | null): string {
  const parent =
    user === null || isReachableByOthers(dataDir)
      ? dataDir
      : join(SYSTEM_DIR, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  const directory = join(parent, 'postgres');
  mkdirSync(parent, { recursive: true, mode: 0o711 });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (user) chownSync(directory, user.uid, user.gid);
  return directory;
}
