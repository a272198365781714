import { toldInput, toldState } from './told-state';

const THEN = new Date('2026-03-01T12:00:00.000Z');
const later = (ms: number): Date => new Date(THEN.getTime() + ms);

const STATE = {
  update_status: 'scheduled',
  last_error: 'fatal: something old',
  last_update_at: '2026-02-01T08:00:09.000Z',
  last_update_started_at: '2026-02-01T08:00:00.000Z',
  last_successful_update_at: '2026-01-01T08:00:00.000Z',
};

describe('the state that GitLab told when it made a mirror', () => {
  it('is as good as read, for half a minute', () => {
    const input = toldInput(STATE, THEN);
    expect(toldState(input, later(30_000))).toMatchObject({
      update_status: 'scheduled',
      last_update_started_at: '2026-02-01T08:00:00.000Z',
    });
    expect(toldState(input, later(30_001))).toBeNull();
  });

  it('from the future, by a clock that was set back, is not trusted', () => {
    expect(toldState(toldInput(STATE, THEN), later(-1))).toBeNull();
  });

  it('brings no old error along', () => {
    const input = toldInput(STATE, THEN);
    expect(JSON.stringify(input)).not.toContain('something old');
    expect(toldState(input, THEN)?.last_error).toBeNull();
  });

  it.each([[toldInput(null, THEN)], [{}], [{ told: 'x', told_at: THEN.toISOString() }], [{ told: STATE }]])(
    'is none in %j',
    (input) => expect(toldState(input, THEN)).toBeNull(),
  );
});
