import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; schema: Schema }[];
  responses: Record<string, unknown>;
}

const ROOT = join(__dirname, '../..');
const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

describe('openapi.json', () => {
  const committed = readFileSync(join(ROOT, 'openapi.json'), 'utf8');
  const document = JSON.parse(committed) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
  };
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

  it('ids are whole numbers, in paths and in lists', () => {
    const parameters = operations.flatMap(([, operation]) => operation.parameters ?? []);
    const inPaths = parameters.filter((parameter) => parameter.in === 'path').map(({ schema }) => schema.type);
    expect(new Set(inPaths)).toEqual(new Set(['integer']));
    const lists = Object.values(document.components.schemas)
      .flatMap(({ properties }) => Object.entries(properties ?? {}))
      .filter(([name]) => name === 'ids' || name.endsWith('_ids'));
    expect(new Set(lists.map(([, { items }]) => items?.type))).toEqual(new Set(['integer']));
  });

  it('every answer has its fields, and what may be anything is not said to be an object', () => {
    const { schemas } = document.components;
    expect(Object.keys(schemas).filter((name) => Object.keys(schemas[name]?.properties ?? {}).length === 0)).toEqual(
      [],
    );
    const { before, after } = schemas.AuditChangeView?.properties ?? {};
    expect([before?.anyOf, after?.anyOf]).toEqual([expect.any(Array), expect.any(Array)]);
  });

  it('a change may be refused to a role, and any call for what it does not know', () => {
    const needsLogin = operations.filter(([, { responses }]) => '401' in responses);
    const changes = needsLogin.filter(([name]) => !name.startsWith('GET '));
    expect(changes.filter(([, { responses }]) => !('403' in responses))).toEqual([]);
    expect(needsLogin.filter(([, { responses }]) => !('422' in responses))).toEqual([]);
  });
});
