// Lets a child process of a test run our TypeScript: `node --require <this file> something.ts`, compiled as Jest does.
// What is compiled is kept: a worker has some 700 files, and tests of crashes start dozens of workers.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { transformSync, version } = require('@swc/core');
const [, { swcrc, ...options }] = require('../../jest.config.js').transform['^.+\\.tsx?$'];

const KEPT = path.join(__dirname, '../../node_modules/.cache/typescript-hook');
const settings = JSON.stringify([version, options]);
mkdirSync(KEPT, { recursive: true });

function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const kept = path.join(KEPT, createHash('sha256').update(settings).update(filename).update(source).digest('hex'));
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { code } = transformSync(source, { swcrc, ...options, filename, sourceMaps: 'inline' });
    // Nobody sees half a file: processes start at the same time, and die at any.
    const half = `${kept}.${process.pid}`;
    writeFileSync(half, code);
    renameSync(half, kept);
    return code;
  }
}

require.extensions['.ts'] = (module, filename) => module['_compile'](compiled(filename), filename);
