// npm run dev: everything reloads on change: server (rebuild + restart) and web app (Vite's own server, proxying /api).
import { spawn } from 'node:child_process';
import { checkNode, ensureBuilt, ensurePackages } from './setup.mjs';

checkNode();
ensurePackages();
ensureBuilt();

const children = [
  ['npx', ['--no-install', 'nest', 'build', 'api', '--watch', '--preserveWatchOutput']],
  [
    process.execPath,
    ['--enable-source-maps', '--watch-path=dist/apps', '--watch-path=dist/libs', 'dist/apps/standalone/src/main.js'],
  ],
  ['npm', ['run', '--silent', 'dev:web']],
].map(([command, args]) => spawn(command, args, { stdio: 'inherit' }));

const stop = () => children.forEach((child) => child.kill('SIGTERM'));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
