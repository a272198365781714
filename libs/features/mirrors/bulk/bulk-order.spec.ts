import { bulkSubject, mirrorSettingsIn } from './bulk-order';
import type { BulkTree } from './bulk-planner';
import type { GroupOrderDto } from './bulk.dto';

const tree = (sourceGroup: string, targetNamespace: string) =>
  ({ pair: { id: 3 }, sourceGroup, targetNamespace }) as BulkTree;
const order = (changes: Partial<GroupOrderDto> = {}): GroupOrderDto => ({
  instance_pair_id: 3,
  source_group_path: 'platform',
  target_namespace_path: 'backup',
  ...changes,
});
const subject = (from: string, to: string, changes: Partial<GroupOrderDto> = {}) =>
  bulkSubject(tree(from, to), order(changes));

describe('what a bulk run works on', () => {
  it('is told in words and fits', () => {
    expect(subject('platform', 'backup')).toMatch(/^bulk:3:[0-9a-f]{16}:platform → backup$/);
    expect(subject('a'.repeat(400), 'b'.repeat(400))).toHaveLength(120);
  });

  it('is the same for the same groups, however they are written', () => {
    const same = subject('platform', 'backup');
    expect(subject('Platform', 'Backup').slice(0, 23)).toBe(same.slice(0, 23));
    expect(subject('platform', 'backup', { source_group_path: null, source_group_id: 9 })).toBe(same);
  });

  it.each<[string, string, Partial<GroupOrderDto>]>([
    ['another source', 'platform2', {}],
    ['another wish', 'platform', { exclude: ['x'] }],
    ['another setting', 'platform', { mirror_overwrite_diverged: true }],
  ])('differs for %s', (_name, source, changes) => {
    expect(subject(source, 'backup', changes)).not.toBe(subject('platform', 'backup'));
  });

  it('differs where long paths differ at their ends', () => {
    const long = 'a'.repeat(300);
    expect(subject(long, `${long}x`)).not.toBe(subject(long, `${long}y`));
  });
});

describe('settings of the mirrors', () => {
  it('are those that the order says, null included, and nothing else', () => {
    expect(mirrorSettingsIn(order({ mirror_direction: 'push', mirror_branch_regex: null }))).toEqual({
      mirror_direction: 'push',
      mirror_branch_regex: null,
    });
  });
});
