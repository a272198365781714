import { LocalBudget } from './budget/local-budget';
import type { BudgetLimits } from './budget/request-budget';
import { GitlabClients } from './gitlab-clients';
import { failureOf } from './test-support/client-for';
import { FakeGitlab, json } from './test-support/fake-gitlab';

describe('the clients of a process', () => {
  let server: FakeGitlab;
  let clients: GitlabClients;
  let budgets: { id: number; limits: BudgetLimits; budget: LocalBudget }[];
  let changes: string[];

  beforeAll(async () => {
    server = await FakeGitlab.start();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    budgets = [];
    changes = [];
    clients = new GitlabClients({
      budgetFor: (id, limits) => {
        const budget = new LocalBudget(limits);
        budgets.push({ id, limits, budget });
        return budget;
      },
      onBreakerChange: (id, { state }) => changes.push(`${id} ${state}`),
      retry: { attempts: 1 },
    });
  });
  afterEach(() => clients.close());

  const instance = (over: object = {}) => ({
    id: 1,
    name: 'Lab',
    url: server.url,
    token: 'glpat-token-of-lab',
    ...over,
  });

  it('share one budget and one circuit for each instance, whatever the token', () => {
    clients.for(instance());
    clients.for(instance({ token: 'glpat-another-token' }));
    clients.for(instance({ id: 2 }));
    expect(budgets.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('tell when an instance is degraded', async () => {
    server.answer(json(502, {}));
    for (let i = 0; i < 5; i++) await failureOf(clients.for(instance()).users.me());
    expect(changes).toEqual(['1 open']);
    expect([clients.stateOf(1), clients.stateOf(2)]).toEqual(['open', 'closed']);
    const error = await failureOf(clients.for(instance({ token: 'glpat-another-token' })).users.me());
    expect(error.causeCode).toBe('circuit_open');
  });

  it('take changed limits over into the budget that is there', () => {
    clients.for(instance());
    const configure = jest.spyOn(budgets[0]?.budget ?? new LocalBudget(), 'configure');
    clients.for(instance({ limits: { concurrency: 3 } }));
    clients.for(instance({ limits: { concurrency: 3 } }));
    expect(configure.mock.calls).toEqual([[{ concurrency: 3 }]]);
    expect(budgets).toHaveLength(1);
  });

  it('begin anew when the instance has another address, or was forgotten', async () => {
    server.answer(json(502, {}));
    for (let i = 0; i < 5; i++) await failureOf(clients.for(instance()).users.me());
    clients.for(instance({ url: `${server.url}/gitlab` }));
    expect(clients.stateOf(1)).toBe('closed');
    clients.forget(1);
    clients.for(instance());
    expect(budgets).toHaveLength(3);
  });
});
