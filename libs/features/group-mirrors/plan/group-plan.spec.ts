import { planGroup, type PlanOptions } from './group-plan';
import type { KnownMirror, SourceProject, TargetProject, TargetTree } from './group-trees';

let ids = 0;

const source = (path: string, changes: Partial<SourceProject> = {}): SourceProject => ({
  id: (ids += 1),
  name: path.split('/').at(-1) ?? path,
  path,
  groupName: null,
  archived: false,
  markedForDeletion: false,
  empty: false,
  issuesEnabled: true,
  description: null,
  objectFormat: 'sha1',
  ...changes,
});

const existing = (path: string, changes: Partial<TargetProject> = {}): TargetProject => ({
  id: (ids += 1),
  path,
  archived: false,
  markedForDeletion: false,
  empty: true,
  objectFormat: 'sha1',
  ...changes,
});

const mirrorOf = (from: SourceProject, to: TargetProject, changes: Partial<KnownMirror> = {}): KnownMirror => ({
  id: 7,
  pairName: 'A to B',
  sameWay: true,
  sourceProjectId: from.id,
  targetProjectId: to.id,
  targetProjectPath: to.path,
  direction: 'push',
  phase: 'active',
  ...changes,
});

interface Scene {
  projects?: SourceProject[];
  target?: Partial<TargetTree>;
  mirrors?: KnownMirror[];
  options?: Partial<PlanOptions>;
}

/** Of the group `team` into `backup/team`. */
const plan = ({ projects = [], target = {}, mirrors = [], options = {} }: Scene) =>
  planGroup(
    { path: 'team', projects },
    { path: 'backup/team', missing: [], groups: [], projects: [], ...target },
    mirrors,
    { include: [], exclude: [], includeArchived: false, createMissing: true, ...options },
  );

/** The verdict on one project that is `team/api` unless told otherwise. */
const verdict = (project: Partial<SourceProject> = {}, scene: Scene = {}): [string, string | null] => {
  const [item] = plan({ ...scene, projects: [source('team/api', project)] }).items;
  return [item?.action ?? '', item?.code ?? null];
};

const group = (path: string) => ({ id: (ids += 1), path });

describe('the plan of a whole group', () => {
  it('puts each project at the same place below the target namespace, in the order of their paths', () => {
    const { items } = plan({ projects: [source('team/web/shop'), source('team/api')] });
    expect(items.map((item) => [item.targetPath, item.action])).toEqual([
      ['backup/team/api', 'create_project_and_mirror'],
      ['backup/team/web/shop', 'create_project_and_mirror'],
    ]);
  });

  it('of an empty group has nothing to do', () => {
    expect(plan({})).toMatchObject({ items: [], groupsToCreate: [] });
  });

  describe.each<[string, Partial<SourceProject>, Scene, [string, string | null]]>([
    ['that is new', {}, {}, ['create_project_and_mirror', null]],
    ['that is empty', { empty: true }, {}, ['create_project_and_mirror', 'source_empty']],
    ['without issues', { issuesEnabled: false }, {}, ['create_project_and_mirror', null]],
    ['that is archived', { archived: true }, {}, ['excluded', 'source_archived']],
    [
      'that is archived and wanted',
      { archived: true },
      { options: { includeArchived: true } },
      ['create_project_and_mirror', null],
    ],
    [
      'marked for deletion, also when archived ones are wanted',
      { markedForDeletion: true, archived: true },
      { options: { includeArchived: true } },
      ['excluded', 'source_marked_for_deletion'],
    ],
    ['that no include names', {}, { options: { include: ['web-*'] } }, ['excluded', 'not_included']],
    ['that an include names', {}, { options: { include: ['a*'] } }, ['create_project_and_mirror', null]],
    [
      'that include and exclude name',
      {},
      { options: { include: ['api'], exclude: ['a*'] } },
      ['excluded', 'excluded_by_pattern'],
    ],
    ['with nowhere to go', {}, { options: { createMissing: false } }, ['conflict', 'target_missing']],
    [
      'whose target exists',
      {},
      { target: { projects: [existing('backup/team/api')] }, options: { createMissing: false } },
      ['create_mirror', null],
    ],
    [
      'whose target is written in other cases',
      {},
      { target: { projects: [existing('Backup/Team/API')] } },
      ['create_mirror', null],
    ],
    [
      'whose target has content',
      {},
      { target: { projects: [existing('backup/team/api', { empty: false })] } },
      ['create_mirror', 'target_not_empty'],
    ],
    [
      'whose target is archived',
      {},
      { target: { projects: [existing('backup/team/api', { archived: true })] } },
      ['conflict', 'target_archived'],
    ],
    [
      'whose target is marked for deletion',
      {},
      { target: { projects: [existing('backup/team/api', { markedForDeletion: true })] } },
      ['conflict', 'target_marked_for_deletion'],
    ],
    [
      'whose target stores other objects',
      { objectFormat: 'sha256' },
      { target: { projects: [existing('backup/team/api')] } },
      ['conflict', 'object_format'],
    ],
    [
      'whose target does not tell what it stores',
      { objectFormat: 'sha256' },
      { target: { projects: [existing('backup/team/api', { objectFormat: null })] } },
      ['create_mirror', null],
    ],
    [
      'whose path is a group there',
      {},
      { target: { groups: [group('backup/team/API')] } },
      ['conflict', 'path_is_group'],
    ],
    [
      'whose group is a project there',
      { path: 'team/api/core' },
      { target: { projects: [existing('backup/team/api')] } },
      ['conflict', 'path_is_project'],
    ],
  ])('a project %s', (_what, project, scene, expected) => {
    it(`is ${expected.join(': ')}`, () => {
      expect(verdict(project, scene)).toEqual(expected);
    });
  });

  describe('what is mirrored already', () => {
    const from = source('team/api');
    const to = existing('backup/team/api');

    it.each<[string, KnownMirror, TargetProject[]]>([
      ['at its place', mirrorOf(from, to), [to]],
      ['at its place, by a mirror that is still being made', mirrorOf(from, to, { phase: 'provisioning' }), [to]],
      [
        'to another project of the target namespace, because it was renamed',
        mirrorOf(from, existing('backup/team/old')),
        [],
      ],
      [
        'to a project that came into the target namespace',
        mirrorOf(from, { ...to, path: 'elsewhere/api' }),
        [{ ...to, path: 'backup/team/moved' }],
      ],
    ])('%s is left alone', (_what, mirror, projects) => {
      const [item] = plan({ projects: [from], target: { projects }, mirrors: [mirror] }).items;
      expect(item).toMatchObject({ action: 'already_mirrored', mirror: { id: 7 } });
    });

    it.each<[string, KnownMirror]>([
      ['into another namespace', mirrorOf(from, existing('elsewhere/api'))],
      ['into a namespace that begins alike', mirrorOf(from, existing('backup/team2/api'))],
      ['between other instances', mirrorOf(from, to, { sameWay: false })],
    ])('%s gets a mirror here too', (_what, mirror) => {
      const [item] = plan({ projects: [from], target: { projects: [to] }, mirrors: [mirror] }).items;
      expect(item?.action).toBe('create_mirror');
    });

    it('is not asked for when a pattern excludes the project', () => {
      const scene = { projects: [from], mirrors: [mirrorOf(from, to)], options: { exclude: ['**'] } };
      expect(plan(scene).items[0]?.action).toBe('excluded');
    });

    it('stands in the way when the target pulls from another project', () => {
      const pull = mirrorOf(source('other/api'), to, { sameWay: false, direction: 'pull' });
      const [item] = plan({ projects: [from], target: { projects: [to] }, mirrors: [pull] }).items;
      expect(item).toMatchObject({ action: 'conflict', code: 'target_pulls_already' });
    });
  });

  describe('the groups to create', () => {
    const deep = [source('team/Web/Shop/cart'), source('team/api'), source('team/web/site')];

    it('are those above new projects, each after the one above it and once', () => {
      expect(plan({ projects: deep }).groupsToCreate).toEqual(['backup/team/web', 'backup/team/Web/Shop']);
    });

    it('are none that exist, whatever their cases', () => {
      expect(plan({ projects: deep, target: { groups: [group('Backup/Team/WEB')] } }).groupsToCreate).toEqual([
        'backup/team/Web/Shop',
      ]);
    });

    it('begin with the target namespace and what is missing above it', () => {
      const missing = ['backup', 'backup/team'];
      expect(plan({ projects: [source('team/api')], target: { missing } }).groupsToCreate).toEqual(missing);
    });

    it('are none when no project is created', () => {
      const scene = { projects: deep, target: { missing: ['backup'] }, options: { exclude: ['**'] } };
      expect(plan(scene).groupsToCreate).toEqual([]);
    });
  });
});
