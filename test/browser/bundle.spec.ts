import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(__dirname, '../../dist/web');
const FIRST_LOAD_LIMIT = 250_000;

it('the first load is 250 kB of compressed script at most', () => {
  const html = readFileSync(join(ROOT, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => path ?? '');
  expect(scripts.length).toBeGreaterThan(2);
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(ROOT, path))).length, 0);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
});
