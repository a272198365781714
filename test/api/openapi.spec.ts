import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Operation {
  summary?: string;
  tags?: string[];
  responses: Record<string, unknown>;
}

const ROOT = join(__dirname, '../..');
const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

describe('openapi.json', () => {
  const committed = readFileSync(join(ROOT, 'openapi.json'), 'utf8');
  const document = JSON.parse(committed) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]): [string, Operation] => [`${method.toUpperCase()} ${path}`, operation]),
  );

  it('is what the built server says (npm run openapi)', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'openapi-')), 'openapi.json');
    execFileSync(process.execPath, [join(ROOT, 'dist/apps/api/src/openapi.js'), file], { cwd: ROOT });
    expect(readFileSync(file, 'utf8')).toBe(committed);
  });

  it.each(operations)('%s is described', (_name, operation) => {
    expect(operation.summary).toMatch(/\w{2,}/);
    expect(operation.tags).toHaveLength(1);
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
  });
});
