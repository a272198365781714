import { countsOf, planBulk, type BulkFacts, type BulkProject, type KnownMirror } from './bulk-plan';
import { matchesGlob } from './glob';

const project = (id: number, path: string, changes: Partial<BulkProject> = {}): BulkProject => ({
  id,
  path,
  archived: false,
  leaving: false,
  objectFormat: 'sha1',
  empty: true,
  ...changes,
});

const mirrorTo = (targetProjectId: number, targetProjectPath: string): KnownMirror[] => [
  { id: 7, targetProjectId, targetProjectPath },
];

const plan = (facts: Partial<BulkFacts>) =>
  planBulk({
    sourceGroup: 'platform',
    targetNamespace: 'backup/platform',
    sourceProjects: [],
    targetProjects: [],
    targetGroups: ['backup', 'backup/platform'],
    mirrors: new Map(),
    include: [],
    exclude: [],
    includeArchived: false,
    createMissing: true,
    targetKnowsSha256: true,
    dismissed: new Set(),
    followed: new Set(),
    ...facts,
  });

const actions = (facts: Partial<BulkFacts>) => plan(facts).items.map(({ action }) => action);

describe('the plan for a group tree', () => {
  it('makes what is missing, groups before subgroups, and mirrors what is there', () => {
    const result = plan({
      sourceProjects: [project(1, 'platform/core/deep/api'), project(2, 'platform/web')],
      targetProjects: [project(20, 'backup/platform/web', { empty: false })],
    });
    expect(result.groupsToCreate).toEqual(['backup/platform/core', 'backup/platform/core/deep']);
    expect(result.items).toEqual([
      {
        sourceProjectId: 1,
        sourceProjectPath: 'platform/core/deep/api',
        targetProjectPath: 'backup/platform/core/deep/api',
        targetProjectId: null,
        targetEmpty: null,
        action: 'create_and_mirror',
        reason: null,
      },
      expect.objectContaining({ sourceProjectId: 2, targetProjectId: 20, targetEmpty: false, action: 'mirror' }),
    ]);
    expect(countsOf(result)).toEqual({
      create_groups: 2,
      create_projects: 1,
      create_mirrors: 2,
      exists: 1,
      already_mirrored: 0,
      conflicts: 0,
      excluded: 0,
    });
  });

  it('makes the namespace itself when it is missing', () => {
    const result = plan({ sourceProjects: [project(1, 'platform/web')], targetGroups: [] });
    expect(result.groupsToCreate).toEqual(['backup', 'backup/platform']);
  });

  const web = project(20, 'backup/platform/web');
  it.each<[string, Partial<BulkFacts>, string]>([
    [
      'is mirrored already',
      { targetProjects: [web], mirrors: new Map([[1, mirrorTo(20, 'backup/platform/web')]]) },
      'mirrored',
    ],
    [
      'is mirrored elsewhere only',
      { targetProjects: [web], mirrors: new Map([[1, mirrorTo(99, 'elsewhere/web')]]) },
      'mirror',
    ],
    [
      'was renamed since it was mirrored',
      {
        targetProjects: [project(20, 'backup/platform/old-name')],
        mirrors: new Map([[1, mirrorTo(20, 'backup/platform/old-name')]]),
      },
      'mirrored',
    ],
    [
      'has a mirror whose target was renamed',
      {
        targetProjects: [project(20, 'backup/platform/other')],
        mirrors: new Map([[1, mirrorTo(20, 'backup/platform/web')]]),
      },
      'mirrored',
    ],
    ['has a mirror whose target is gone', { mirrors: new Map([[1, mirrorTo(20, 'Backup/Platform/web')]]) }, 'conflict'],
    [
      'has a mirror whose target was made anew',
      { targetProjects: [web], mirrors: new Map([[1, mirrorTo(19, 'backup/platform/web')]]) },
      'conflict',
    ],
    ['is followed, wherever its target went', { followed: new Set([1]) }, 'mirrored'],
    ['lost its mirror by hand', { dismissed: new Set([1]) }, 'excluded'],
    ['matches a pattern', { exclude: ['w*'] }, 'excluded'],
    ['matches a pattern to include', { include: ['core/**', 'w*'] }, 'create_and_mirror'],
    ['matches no pattern to include', { include: ['core/**'] }, 'excluded'],
    ['matches both', { include: ['**'], exclude: ['web'] }, 'excluded'],
    ['is missing while nothing may be made', { createMissing: false }, 'excluded'],
    ['is there while nothing may be made', { createMissing: false, targetProjects: [web] }, 'mirror'],
    ['meets an archived target', { targetProjects: [{ ...web, archived: true }] }, 'conflict'],
    ['meets a target that is deleted soon', { targetProjects: [{ ...web, leaving: true }] }, 'conflict'],
    ['meets a target with other object names', { targetProjects: [{ ...web, objectFormat: 'sha256' }] }, 'conflict'],
    ['meets a target of unknown object names', { targetProjects: [{ ...web, objectFormat: null }] }, 'mirror'],
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

  it('leaves archived projects out unless they are wanted, and always those that GitLab deletes', () => {
    const archived = [project(1, 'platform/old', { archived: true })];
    expect(actions({ sourceProjects: archived })).toEqual(['excluded']);
    expect(actions({ sourceProjects: archived, includeArchived: true })).toEqual(['create_and_mirror']);
    const leaving = [project(1, 'platform/old-deletion_scheduled-1', { leaving: true })];
    expect(actions({ sourceProjects: leaving, includeArchived: true })).toEqual(['excluded']);
  });

  it('mirrors SHA-256 repositories where the target can store them', () => {
    const sourceProjects = [project(1, 'platform/new', { objectFormat: 'sha256' })];
    expect(actions({ sourceProjects })).toEqual(['create_and_mirror']);
    expect(plan({ sourceProjects, targetKnowsSha256: false }).items).toMatchObject([
      { action: 'conflict', reason: expect.stringContaining('sha256') },
    ]);
  });
});

describe('patterns', () => {
  it.each([
    ['web', 'web', true],
    ['web', 'WEB', true],
    ['web', 'w*', true],
    ['web', 'web*', true],
    ['web', '*web', true],
    ['web', 'we', false],
    ['web', 'eb', false],
    ['core/web', '*', false],
    ['core/web', '**', true],
    ['core/web', 'core/*', true],
    ['core/deep/web', 'core/*', false],
    ['core/deep/web', '*/*/web', true],
    ['core/deep/web', 'core/**', true],
    ['core/deep/web', '**/web', true],
    ['web', '**/web', true],
    ['core/web', 'core/**/web', true],
    ['core/deep/web', 'core/**/web', true],
    ['cobweb', '**/web', false],
    ['core-archive', '*-archive', true],
    ['a.b', 'a?b', false],
    ['aXb', 'a.b', false],
  ])('%s against %s: %s', (path, glob, expected) => expect(matchesGlob(path, glob)).toBe(expected));

  it('cannot be made slow', () => {
    const started = process.cpuUsage();
    expect(matchesGlob('a'.repeat(500), `${'**a'.repeat(60)}b`)).toBe(false);
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });
});
