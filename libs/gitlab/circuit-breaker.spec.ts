import {
  type BreakerChange,
  type BreakerEvent,
  breakerStep,
  CircuitBreaker,
  CLOSED,
  DEFAULT_BREAKER,
} from './circuit-breaker';

const play = (...events: [BreakerEvent, number][]) =>
  events.reduce((memory, [event, now]) => breakerStep(memory, event, now), CLOSED);
const failures = (count: number, at = 0): [BreakerEvent, number][] =>
  Array.from({ length: count }, () => ['failure', at]);

describe('the circuit breaker', () => {
  it.each<[string, [BreakerEvent, number][], string]>([
    ['stays closed below the threshold', failures(4), 'closed'],
    ['opens at the threshold', failures(5), 'open'],
    ['counts failures in a row only', [...failures(4), ['success', 0], ...failures(4)], 'closed'],
    ['stays open before its time', [...failures(5), ['enter', 4_999]], 'open'],
    ['lets one request look afterwards', [...failures(5), ['enter', 5_000]], 'half_open'],
    ['closes when the look succeeds', [...failures(5), ['enter', 5_000], ['success', 5_050]], 'closed'],
    ['opens again when the look fails', [...failures(5), ['enter', 5_000], ['failure', 5_050]], 'open'],
    [
      'may look again when the look was abandoned',
      [...failures(5), ['enter', 5_000], ['abandon', 5_050], ['enter', 5_051]],
      'half_open',
    ],
    ['is not prolonged by requests that were under way', [...failures(9), ['enter', 5_000]], 'half_open'],
    ['closes when one of those succeeds after all', [...failures(5), ['success', 10]], 'closed'],
  ])('%s', (_name, events, state) => {
    expect(play(...events).state).toBe(state);
  });

  it('stays open twice as long each time, up to a limit', () => {
    let memory = play(...failures(5));
    const waits = [memory.retryAt];
    for (let i = 0; i < 5; i++) {
      const now = memory.retryAt;
      memory = breakerStep(breakerStep(memory, 'enter', now), 'failure', now);
      waits.push(memory.retryAt - now);
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('tells each change once, with its reason, and admits one look only', () => {
    let now = 0;
    const changes: BreakerChange[] = [];
    const breaker = new CircuitBreaker(
      () => now,
      (change) => changes.push(change),
      { ...DEFAULT_BREAKER, threshold: 2 },
    );
    breaker.failed('down');
    breaker.failed('down');
    breaker.failed('down');
    expect([breaker.enter(), breaker.closedForMs()]).toEqual([false, 5_000]);
    now = 5_000;
    expect([breaker.enter(), breaker.enter()]).toEqual([true, false]);
    breaker.succeeded();
    expect(breaker.enter()).toBe(true);
    expect(changes.map(({ state, reason }) => [state, reason])).toEqual([
      ['open', 'down'],
      ['half_open', null],
      ['closed', null],
    ]);
  });
});
