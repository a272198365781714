import { planBulk, type BulkFacts, type BulkProject } from './bulk-plan';
import { matchesGlob } from './glob';

const project = (id: number, path: string, archived = false): BulkProject => ({ id, path, archived });

const plan = (facts: Partial<BulkFacts>) =>
  planBulk({
    sourceGroup: 'platform',
    targetNamespace: 'backup/platform',
    sourceProjects: [],
    targetProjects: [],
    targetGroups: ['backup', 'backup/platform'],
    mirrored: new Map(),
    exclude: [],
    includeArchived: false,
    ...facts,
  });

const actions = (facts: Partial<BulkFacts>) => plan(facts).items.map(({ action }) => action);

describe('the plan for a group tree', () => {
  it('makes what is missing, groups before subgroups, and mirrors what is there', () => {
    const result = plan({
      sourceProjects: [project(1, 'platform/core/deep/api'), project(2, 'platform/web')],
      targetProjects: [project(20, 'backup/platform/web')],
    });
    expect(result.groupsToCreate).toEqual(['backup/platform/core', 'backup/platform/core/deep']);
    expect(result.items).toEqual([
      {
        sourceProjectId: 1,
        sourceProjectPath: 'platform/core/deep/api',
        targetProjectPath: 'backup/platform/core/deep/api',
        targetProjectId: null,
        action: 'create_and_mirror',
        reason: null,
      },
      expect.objectContaining({ sourceProjectId: 2, targetProjectId: 20, action: 'mirror' }),
    ]);
  });

  it('makes the namespace itself when it is missing', () => {
    const result = plan({ sourceProjects: [project(1, 'platform/web')], targetGroups: [] });
    expect(result.groupsToCreate).toEqual(['backup', 'backup/platform']);
  });

  it.each<[string, Partial<BulkFacts>, string]>([
    [
      'is mirrored already',
      { targetProjects: [project(20, 'backup/platform/web')], mirrored: new Map([[1, [20]]]) },
      'mirrored',
    ],
    [
      'is mirrored elsewhere only',
      { targetProjects: [project(20, 'backup/platform/web')], mirrored: new Map([[1, [99]]]) },
      'mirror',
    ],
    ['matches a pattern', { exclude: ['w*'] }, 'excluded'],
    ['meets an archived target', { targetProjects: [project(20, 'backup/platform/web', true)] }, 'conflict'],
    ['meets a group of that name', { targetGroups: ['backup/platform/WEB'] }, 'conflict'],
    ['finds its target in other letters', { targetProjects: [project(20, 'Backup/Platform/Web')] }, 'mirror'],
  ])('a project that %s', (_name, facts, expected) => {
    expect(actions({ sourceProjects: [project(1, 'platform/web')], ...facts })).toEqual([expected]);
  });

  it('a project whose group would have to be where a project is, is a conflict', () => {
    const facts = {
      sourceProjects: [project(1, 'platform/core/api')],
      targetProjects: [project(20, 'backup/platform/core')],
    };
    expect(plan(facts)).toMatchObject({ groupsToCreate: [], items: [{ action: 'conflict' }] });
  });

  it('leaves archived projects out unless they are wanted', () => {
    const sourceProjects = [project(1, 'platform/old', true)];
    expect(actions({ sourceProjects })).toEqual(['excluded']);
    expect(actions({ sourceProjects, includeArchived: true })).toEqual(['create_and_mirror']);
  });
});

describe('patterns', () => {
  it.each([
    ['web', 'web', true],
    ['web', 'WEB', true],
    ['web', 'w*', true],
    ['core/web', '*', false],
    ['core/web', '**', true],
    ['core/web', 'core/*', true],
    ['core/deep/web', 'core/*', false],
    ['core/deep/web', 'core/**', true],
    ['a.b', 'a?b', false],
    ['aXb', 'a.b', false],
  ])('%s against %s: %s', (path, glob, expected) => expect(matchesGlob(path, glob)).toBe(expected));
});
