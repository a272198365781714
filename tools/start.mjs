// npm start, npm run demo: sets up what is missing, then runs the built program in this terminal.
import { spawn } from 'node:child_process';
import { checkNode, ensureBuilt, ensurePackages, checkGit } from './setup.mjs';

const PROGRAMS = { start: 'dist/apps/standalone/src/main.js', demo: 'dist/apps/standalone/src/demo/main.js' };

const [name = 'start', ...args] = process.argv.slice(2);
checkNode();
if (name === 'demo') checkGit();
ensurePackages();
ensureBuilt();

const root = new URL('..', import.meta.url).pathname;
const child = spawn(process.execPath, ['--enable-source-maps', PROGRAMS[name], ...args], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the child by the terminal; these come from elsewhere.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
