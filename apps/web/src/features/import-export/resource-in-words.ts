import type { ImportItem } from '../../api/model';

const WORDS: Record<ImportItem['kind'], string> = {
  instance: 'instance',
  pair: 'pair',
  group_default: 'group default',
  mirror: 'mirror',
  issue_sync: 'issue sync',
};

export const resourceInWords = (kind: ImportItem['kind']): string => WORDS[kind];
