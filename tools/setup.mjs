// What the two commands of the README need on a fresh machine. Plain Node without packages: it runs before `npm ci`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = new URL('..', import.meta.url).pathname;
const say = (message) => process.stdout.write(`\u001b[2m• ${message}\u001b[0m\n`);

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(`Mirror Maestro needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
    process.exit(1);
  }
}

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Packages as the lock file says; nothing to do when they are there. */
export function ensurePackages() {
  if (modified(join(ROOT, 'node_modules/.package-lock.json')) >= modified(join(ROOT, 'package-lock.json'))) return;
  say('installing packages …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  // npm keeps the time of an older hidden lock file when nothing changed.
  writeFileSync(join(ROOT, 'node_modules/.installed'), '');
}

/** Newest change of a source file below these folders. */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) continue;
    if (!stat.isDirectory()) latest = Math.max(latest, stat.mtimeMs);
    else
      latest = Math.max(
        latest,
        newest(
          readdirSync(path)
            .filter((name) => name !== 'node_modules')
            .map((name) => join(path, name)),
        ),
      );
  }
  return latest;
}

function buildWhenStale(what, stamp, sources, command, args) {
  const built = modified(join(ROOT, stamp));
  if (built > newest(sources.map((source) => join(ROOT, source)))) return;
  say(`building ${what} …`);
  run(command, args);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(join(ROOT, stamp), '');
}

const CONFIG = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

export function ensureBuilt() {
  const SERVER = ['apps/api', 'apps/worker', 'apps/standalone', 'apps/gitlab-simulator', 'libs'];
  buildWhenStale('the server', 'dist/.server-built', [...SERVER, ...CONFIG], 'npm', [
    'run',
    '--silent',
    'build:server',
  ]);
  buildWhenStale('the web app', 'dist/.web-built', ['apps/web', 'package.json'], 'npm', [
    'run',
    '--silent',
    'build:web',
  ]);
}

const onPath = (program) => spawnSync('which', [program]).status === 0;

/**
 * Programs that some tests need; on Debian they are installed when we may.
 * @returns those that are still missing
 */
export function ensurePrograms(programs) {
  const missing = Object.entries(programs).filter(([program]) => !onPath(program));
  if (missing.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) {
    say(`installing ${missing.map(([, debianPackage]) => debianPackage).join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    const names = missing.map(([, debianPackage]) => debianPackage);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { stdio: 'ignore', env });
  }
  return missing.map(([program]) => program).filter((program) => !onPath(program));
}

/** The demo and the tests use real git. */
export function checkGit() {
  if (onPath('git')) return;
  process.stderr.write('git is not installed: apt-get install git\n');
  process.exit(1);
}
