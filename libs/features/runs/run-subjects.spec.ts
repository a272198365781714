import { RunSubjects, type Naming } from './run-subjects';

describe('the names of what runs work on', () => {
  const asked: number[][] = [];
  const subjects = new RunSubjects();
  const naming: Naming = async (ids) => {
    asked.push(ids);
    return ids.filter((id) => id < 10).map((id) => ({ id, name: `project ${id}`, mirrorId: id }));
  };
  subjects.register('mirror', naming);

  it('are asked for once, whatever the number of runs', async () => {
    const names = await subjects.namesOf(['mirror:1', 'mirror:2', 'mirror:1']);
    expect(asked).toEqual([[1, 2]]);
    expect([...names]).toEqual([
      ['mirror:1', { name: 'project 1', mirrorId: 1 }],
      ['mirror:2', { name: 'project 2', mirrorId: 2 }],
    ]);
  });

  it.each(['mirror:10', 'pair:1', 'mirror:', 'mirror:1x', 'mirrors'])('are missing for %s', async (subject) => {
    expect((await subjects.namesOf([subject])).size).toBe(0);
  });
});
