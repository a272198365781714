// npm test: sets up what the tests need, then runs all of them (or those that are named).
import { spawnSync } from 'node:child_process';
import { checkNode, ensureBuilt, ensurePackages, ensurePrograms, checkGit } from './setup.mjs';

checkNode();
checkGit();
ensurePackages();
ensureBuilt();
const missing = ensurePrograms({ 'redis-server': 'redis-server', chromium: 'chromium', ssh: 'openssh-client' });
const args = process.argv.slice(2);
if (missing.includes('chromium')) {
  process.stdout.write(
    '\u001b[33mChromium is missing and cannot be installed here: the browser tests are left out.\u001b[0m\n',
  );
  args.push('--testPathIgnorePatterns', '/test/browser/', '/node_modules/', '/test/live/');
}
const { status } = spawnSync('npx', ['--no-install', 'jest', ...args], { stdio: 'inherit' });
process.exit(status ?? 1);
