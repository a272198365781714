import { AppError } from '@app/common';
import type { ConfigurationDto } from './configuration.dto';
import { checkedResources } from './document-check';

const document = (changes: Partial<ConfigurationDto>): ConfigurationDto => ({
  version: 1,
  instances: [{ name: 'A', url: 'a.example.com' }],
  pairs: [],
  ...changes,
});
const pair = { name: 'P', source: 'A', target: 'A' };
const mirror = { source_project_path: 'g/x', target_project_path: 'h/x' };

const fieldsOf = (changes: Partial<ConfigurationDto>): string[] => {
  try {
    checkedResources(document(changes));
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.message).not.toContain('secret value');
    return error.errors.map(({ field }) => field);
  }
};

describe('checkedResources', () => {
  it.each<[what: string, changes: Partial<ConfigurationDto>, fields: string[]]>([
    ['takes what makes sense', { pairs: [{ ...pair, mirrors: [mirror] }], secrets: { A: 'glpat-1' } }, []],
    ['refuses what is no address', { instances: [{ name: 'A', url: 'ftp://a' }] }, ['instances.0.url']],
    ['refuses an unknown instance', { pairs: [{ ...pair, target: 'B' }] }, ['pairs.0.target']],
    [
      'refuses what is no group',
      { pairs: [{ ...pair, group_defaults: [{ group_path: 'a b' }] }] },
      ['pairs.0.group_defaults.0.group_path'],
    ],
    [
      'refuses what is no pattern',
      { pairs: [{ ...pair, mirror_branch_regex: '(', mirrors: [{ ...mirror, mirror_branch_regex: '[' }] }] },
      ['pairs.0.mirror_branch_regex', 'pairs.0.mirrors.0.mirror_branch_regex'],
    ],
    ['refuses the token of nobody', { secrets: { B: 'x' } }, ['secrets.B']],
    ['refuses what is no token', { secrets: { A: 'secret value' } }, ['secrets.A']],
    ['refuses a pair that is there twice', { pairs: [pair, pair] }, ['pairs.1']],
    [
      'refuses a mirror that is there twice, in whatever letters',
      { pairs: [{ ...pair, mirrors: [mirror, { ...mirror, source_project_path: 'G/X' }] }] },
      ['pairs.0.mirrors.1'],
    ],
    ['names all faults', { pairs: [{ ...pair, source: 'B', target: 'C' }] }, ['pairs.0.source', 'pairs.0.target']],
  ])('%s', (_what, changes, fields) => {
    expect(fieldsOf(changes)).toEqual(fields);
  });
});
