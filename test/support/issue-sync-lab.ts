import { Tx } from '@app/database';
import {
  type Issue,
  type Project,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../apps/gitlab-simulator/src';
import { startTestApp, type TestApp } from './test-app';
import { waitFor } from './wait-for';

export interface Config {
  id: number;
  mirror_id: number;
  [field: string]: unknown;
}

export interface Job {
  id: number;
  status: string;
  errors: { issue_iid: number | null; message: string }[];
  warnings: { issue_iid: number | null; message: string }[];
  [field: string]: unknown;
}

/** Here issues are copied; repositories are another story. */
const MIRRORS = { mirrorTransport: 'pretend', mirrorDelayMs: 0 } as const;

/**
 * A config is due at a fixed point of each interval by the clock, which may come in the middle of any test. Here that is
 * only when a test says so.
 */
const NO_TIMETABLE = { SCHEDULER_INTERVAL_SECONDS: '3600', MIRROR_PROVISION_WAIT_SECONDS: '20' } as const;

/** The comments of people, in order. */
export const comments = (issue: Issue): string[] => issue.notes.filter(({ system }) => !system).map(({ body }) => body);

/** The next sync is one interval at most from the moment in which it was decided, which was not before `earliest`. */
export function expectSlot({ next_sync_at: next }: Config, earliest: number, minutes: number): void {
  expect(Date.parse(String(next))).toBeGreaterThan(earliest);
  expect(Date.parse(String(next))).toBeLessThanOrEqual(Date.now() + minutes * 60_000);
}

/** Two simulated GitLabs, registered, with a pair between them; a new mirror for each test. */
export class IssueSyncLab {
  private counter = 0;
  /** The projects of the latest mirror. */
  from: Project;
  to: Project;
  mirrorId: number;

  private constructor(
    readonly app: TestApp,
    readonly a: Simulator,
    readonly b: Simulator,
    readonly instances: { source: number; target: number },
    readonly pairId: number,
  ) {}

  static async start(
    environment: Record<string, string> = {},
    source: SimulatorOptions = {},
    target: SimulatorOptions = {},
  ): Promise<IssueSyncLab> {
    const [a, b, app] = await Promise.all([
      startSimulator({ name: 'a', settings: MIRRORS, ...source }),
      startSimulator({ name: 'b', settings: MIRRORS, ...target }),
      startTestApp({ ...NO_TIMETABLE, ...environment }),
    ]);
    const instances = { source: await registered(app, a), target: await registered(app, b) };
    const { id: pairId } = await post<{ id: number }>(app, '/api/pairs', { ...pairOf(instances), name: 'a to b' });
    // All periodic work begins with the process.
    await app.idle();
    return new IssueSyncLab(app, a, b, instances, pairId);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await Promise.all([this.a.stop(), this.b.stop()]);
  }

  post<T>(path: string, body: object = {}, status = 201): Promise<T> {
    return post<T>(this.app, path, body, status);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.app.http.get(path).expect(200)).body as T;
  }

  /** A pair between the two, with issue sync for its new mirrors. */
  async newPair(fields: object): Promise<number> {
    const body = { ...pairOf(this.instances), name: `pair ${this.counter}`, ...fields };
    return (await this.post<{ id: number }>('/api/pairs', body)).id;
  }

  async newMirror(pairId = this.pairId): Promise<number> {
    this.counter += 1;
    this.from = await this.a.world.createProject({ path: `group/app${this.counter}` });
    this.to = await this.b.world.createProject({ path: `copies/app${this.counter}` });
    const mirror = await this.post<{ id: number }>('/api/mirrors', {
      instance_pair_id: pairId,
      source_project_id: this.from.id,
      target_project_id: this.to.id,
    });
    this.mirrorId = mirror.id;
    return mirror.id;
  }

  /** One more GitLab. */
  register(simulator: Simulator): Promise<number> {
    return registered(this.app, simulator);
  }

  /** A mirror between projects that are there, with a config that copies everything. */
  async connect(
    [sourceInstance, source]: [instance: number, project: Project],
    [targetInstance, target]: [instance: number, project: Project],
    fields: object = {},
  ): Promise<Config> {
    this.counter += 1;
    const { id: pairId } = await this.post<{ id: number }>('/api/pairs', {
      ...pairOf({ source: sourceInstance, target: targetInstance }),
      name: `pair ${this.counter}`,
    });
    const mirror = await this.post<{ id: number }>('/api/mirrors', {
      instance_pair_id: pairId,
      source_project_id: source.id,
      target_project_id: target.id,
    });
    return this.post<Config>('/api/issue-mirrors', { mirror_id: mirror.id, sync_existing_issues: true, ...fields });
  }

  /** A config of the latest mirror that copies everything. */
  configure(fields: object = {}): Promise<Config> {
    return this.post<Config>('/api/issue-mirrors', {
      mirror_id: this.mirrorId,
      sync_existing_issues: true,
      ...fields,
    });
  }

  config(id: number): Promise<Config> {
    return this.get<Config>(`/api/issue-mirrors/${id}`);
  }

  job(config: Config, id: number): Promise<Job> {
    return this.get<Job>(`/api/issue-mirrors/${config.id}/jobs/${id}`);
  }

  jobs(config: Config): Promise<Job[]> {
    return this.get<Job[]>(`/api/issue-mirrors/${config.id}/jobs`);
  }

  /** A sync until its end. */
  async sync(config: Config): Promise<Job> {
    const { job_id: id } = await this.post<{ job_id: number }>(`/api/issue-mirrors/${config.id}/trigger-sync`, {}, 202);
    return this.finished(config, id);
  }

  finished(config: Config, id: number): Promise<Job> {
    return waitFor(`job ${id} to finish`, async () => {
      const job = await this.job(config, id);
      return !['queued', 'running'].includes(job.status) && job;
    });
  }

  /** Counts the requests to both from now on, once nothing but the caller causes any. */
  async countFromNow(): Promise<void> {
    await this.app.idle();
    this.a.requests.reset();
    this.b.requests.reset();
  }

  /** Has the scheduler look for configs that are due, all of which it starts or leaves alone at once. */
  tick(): Promise<void> {
    return this.app.due('issue-sync.tick');
  }

  /** As if the hook had been looked at long ago. */
  makeHookStale({ id }: Config): Promise<unknown> {
    return this.app.app.get(Tx).query('update issue_mirrors set hook_checked_at = null where id = $1', [id]);
  }

  /** The copy of an issue of the latest mirror; throws when there is none. */
  copyOf(iid: number): Issue {
    const copy = this.copies().find(({ description }) => description?.includes(`/-/issues/${iid})`));
    if (!copy) throw new Error(`Issue ${iid} has no copy.`);
    return copy;
  }

  copies(): Issue[] {
    return this.b.world.issuesOf(this.to);
  }
}

async function registered(app: TestApp, simulator: Simulator): Promise<number> {
  const token = simulator.world.createToken().token;
  return (await post<{ id: number }>(app, '/api/instances', { name: simulator.name, url: simulator.url, token })).id;
}

const pairOf = ({ source, target }: IssueSyncLab['instances']): object => ({
  source_instance_id: source,
  target_instance_id: target,
  mirror_direction: 'push',
});

async function post<T>(app: TestApp, path: string, body: object, status = 201): Promise<T> {
  const answer = await app.http.post(path).send(body);
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as T;
}
