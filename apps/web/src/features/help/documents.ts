import { sectionsOf, type Section } from './sections';

// The same documents that come with the program, so that the help can't disagree with them.
const FILES = import.meta.glob<string>(
  [
    '../../../../../docs/operations.md',
    '../../../../../docs/configuration.md',
    '../../../../../docs/import-export.md',
    '../../../../../docs/issue-sync-engine.md',
  ],
  { query: '?raw', import: 'default', eager: true },
);

export const SECTIONS: Section[] = Object.entries(FILES).flatMap(([path, text]) =>
  sectionsOf(path.split('/').at(-1)?.replace('.md', '') ?? path, text),
);
