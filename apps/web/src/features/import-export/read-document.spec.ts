import { readConfiguration, readPairDocument } from './read-document';

describe('A document', () => {
  it('may be YAML or JSON', async () => {
    const expected = { mirrors: [{ source_project_path: 'a/b' }] };
    await expect(readPairDocument('mirrors:\n  - source_project_path: a/b\n')).resolves.toEqual(expected);
    await expect(readPairDocument(JSON.stringify(expected))).resolves.toEqual(expected);
  });

  it('is asked for when there is none', async () => {
    await expect(readPairDocument('  ')).rejects.toThrow('There is no document yet');
  });

  it('says where it is broken', async () => {
    await expect(readPairDocument('mirrors:\n  - a: [1\n')).rejects.toThrow(/line \d+/);
  });

  it('is told from other documents', async () => {
    await expect(readPairDocument('version: 1')).rejects.toThrow('no list of mirrors');
    await expect(readConfiguration('mirrors: []')).rejects.toThrow('no configuration');
    await expect(readConfiguration('version: 1\ninstances: []\npairs: []')).resolves.toMatchObject({ version: 1 });
  });
});
