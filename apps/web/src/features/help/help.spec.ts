import { ANSWERS, answersFor, rank } from './answers';
import { sectionsOf } from './sections';

const DOCUMENT = `# Operations

How to run it.

## Backup

Save the **database**.

## Upgrades

Just start it.
`;

describe('A document', () => {
  it('is cut at its headings', () => {
    expect(sectionsOf('operations', DOCUMENT)).toEqual([
      { id: 'operations-0', document: 'Operations', title: 'Operations', text: 'How to run it.' },
      { id: 'operations-1', document: 'Operations', title: 'Backup', text: 'Save the **database**.' },
      { id: 'operations-2', document: 'Operations', title: 'Upgrades', text: 'Just start it.' },
    ]);
  });
});

describe('The search', () => {
  const found = (query: string): string[] =>
    rank(sectionsOf('operations', DOCUMENT), query, (section) => section).map(({ title }) => title);

  it('wants all words', () => {
    expect(found('save database')).toEqual(['Backup']);
    expect(found('save nothing')).toEqual([]);
  });

  it('finds nothing without words', () => {
    expect(found(' ?! ')).toEqual([]);
  });

  it('puts titles first', () => {
    expect(answersFor('group')[0]?.id).toBe('group');
  });
});

it('every answer has a name of its own', () => {
  expect(new Set(ANSWERS.map(({ id }) => id)).size).toBe(ANSWERS.length);
});
