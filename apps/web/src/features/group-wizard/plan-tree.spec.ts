import type { GroupPlanItem } from '../../api/model';
import { planTree } from './plan-tree';

const item = (target: string): GroupPlanItem => ({
  source_project_id: 1,
  source_project_path: `platform/${target}`,
  target_project_path: `backup/${target}`,
  target_project_id: null,
  target_empty: null,
  action: 'create_and_mirror',
  reason: null,
});
const lines = (targets: string[], created: string[] = []): string[] =>
  planTree(targets.map(item), 'backup', created).map(
    (row) => `${'  '.repeat(row.depth)}${row.name}${row.kind === 'group' ? (row.isNew ? '/ new' : '/') : ''}`,
  );

describe('planTree', () => {
  it('shows each group once, above what is in it', () => {
    expect(lines(['infra/base', 'web', 'infra/apps/shop'])).toEqual([
      'backup/',
      '  infra/',
      '    apps/',
      '      shop',
      '    base',
      '  web',
    ]);
  });

  it('marks the groups that will be made', () => {
    expect(lines(['infra/base'], ['backup/infra'])).toEqual(['backup/', '  infra/ new', '    base']);
  });

  it('is empty for an empty plan', () => {
    expect(lines([])).toEqual([]);
  });
});
