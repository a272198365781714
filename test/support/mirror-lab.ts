import type { Response } from 'supertest';
import { Tx } from '@app/database';
import { startSimulator, type Project, type Simulator, type SimulatorOptions } from '../../apps/gitlab-simulator/src';
import { startTestApp, type TestApp } from './test-app';
import { waitFor } from './wait-for';

export interface LabOptions {
  source?: SimulatorOptions;
  target?: SimulatorOptions;
  environment?: Record<string, string>;
  direction?: 'push' | 'pull';
}

type Body = Record<string, unknown>;

interface Projects {
  from: Project;
  to: Project;
}

/** A mirror whose first sync is over, for which nobody works any more, and the name of the token that it began with. */
export interface Mirrored extends Projects {
  id: number;
  token: string;
}

const seedCommit = { branch: 'main', message: 'Begin', files: { 'README.md': 'hello' } };

/** Two simulated GitLabs, registered, with a pair between them. */
export class MirrorLab {
  private projects = 0;

  private constructor(
    readonly api: TestApp,
    readonly source: Simulator,
    readonly target: Simulator,
    readonly sourceId: number,
    readonly targetId: number,
    readonly pairId: number,
    readonly tokens: { source: string; target: string },
  ) {}

  static async start({ source, target, environment, direction = 'push' }: LabOptions = {}): Promise<MirrorLab> {
    const settings = { mirrorDelayMs: 10, pullMirrorIntervalSeconds: 0 };
    const [api, from, to] = await Promise.all([
      startTestApp({ MIRROR_PROVISION_WAIT_SECONDS: '60', ...environment }),
      startSimulator({
        name: 'alpha',
        version: '18.10.0-ee',
        ...source,
        settings: { ...settings, ...source?.settings },
      }),
      startSimulator({ name: 'beta', tier: 'premium', ...target, settings: { ...settings, ...target?.settings } }),
    ]);
    const tokens = { source: from.world.createToken().token, target: to.world.createToken().token };
    const add = async (name: string, url: string, token: string): Promise<number> =>
      ((await api.http.post('/api/instances').send({ name, url, token }).expect(201)).body as { id: number }).id;
    const sourceId = await add('Alpha', from.url, tokens.source);
    const targetId = await add('Beta', to.url, tokens.target);
    const pair = {
      name: 'A to B',
      source_instance_id: sourceId,
      target_instance_id: targetId,
      mirror_direction: direction,
    };
    const { id } = (await api.http.post('/api/pairs').send(pair).expect(201)).body as { id: number };
    return new MirrorLab(api, from, to, sourceId, targetId, id, tokens);
  }

  async stop(): Promise<void> {
    await this.api.stop();
    await Promise.all([this.source.stop(), this.target.stop()]);
  }

  /** A project with a commit on the source and an empty one on the target. */
  async twoProjects(name = `project-${++this.projects}`): Promise<Projects> {
    const [from, to] = await Promise.all([
      this.source.world.createProject({ path: `platform/core/${name}`, commits: [seedCommit] }),
      this.target.world.createProject({ path: `backup/${name}` }),
    ]);
    return { from, to };
  }

  body(from: Project, to: Project, changes: Body = {}): Body {
    return { instance_pair_id: this.pairId, source_project_id: from.id, target_project_id: to.id, ...changes };
  }

  post(body: Body): Promise<Response> {
    return this.api.http.post('/api/mirrors').send(body);
  }

  async create(from: Project, to: Project, changes: Body = {}): Promise<Body & { id: number }> {
    const answer = await this.post(this.body(from, to, changes));
    if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as Body & { id: number };
  }

  async get(id: number): Promise<Body> {
    return (await this.api.http.get(`/api/mirrors/${id}`).expect(200)).body as Body;
  }

  async mirrored(changes: Body = {}, projects?: Projects): Promise<Mirrored> {
    const { from, to } = projects ?? (await this.twoProjects());
    const { id, mirror_token_name: token } = await this.create(from, to, changes);
    await waitFor('the first sync', async () => (await this.get(id)).last_update_status === 'finished');
    await this.atRest(id);
    return { id, from, to, token: token as string };
  }

  /** Makes several at once, which takes as long as one, and hands them out; when they are used up, new ones. */
  async mirroredAhead(
    count: number,
    make = (): Promise<Mirrored> => this.mirrored(),
  ): Promise<() => Promise<Mirrored>> {
    const ready = await Promise.all(Array.from({ length: count }, make));
    return async () => ready.pop() ?? make();
  }

  /** Waits until nobody works for a mirror any more. */
  async atRest(id: number): Promise<void> {
    await waitFor(`the work for mirror ${id} to be over`, async () => {
      const runs = (await this.api.http.get(`/api/runs?subject=mirror:${id}`).expect(200)).body as Body[];
      return runs.every(({ status }) => status !== 'queued' && status !== 'running');
    });
  }

  /** Has GitLab update a mirror, and returns the finished run; joins none that may have looked at GitLab before. */
  async sync(id: number): Promise<Body> {
    await this.atRest(id);
    const { body } = await this.api.http.post(`/api/mirrors/${id}/update`).expect(202);
    return this.finishedRun((body as { job_id: number }).job_id);
  }

  /** As if all mirrors had been looked at long ago. */
  async refreshSoon(): Promise<void> {
    await this.api.app.get(Tx).query('update mirrors set next_check_at = now()');
    await this.api.due('mirrors.refresh');
  }

  async finishedRun(id: number): Promise<Body> {
    return waitFor(`run ${id} to finish`, async () => {
      const run = (await this.api.http.get(`/api/runs/${id}`).expect(200)).body as Body;
      return ['queued', 'running'].includes(run.status as string) ? null : run;
    });
  }

  /** Counts the requests to both from now on, once nothing but the caller causes any. */
  async countFromNow(): Promise<void> {
    await this.api.idle();
    this.source.requests.reset();
    this.target.requests.reset();
  }

  /** Requests to both until the last that wrote something: those after it only look what becomes of it. */
  requestsUntilLastWrite(): string[] {
    const all = [this.source, this.target]
      .flatMap(({ requests }) => requests.recent)
      .filter(({ route }) => route.startsWith('/api/'))
      .toSorted((a, b) => a.startedAt - b.startedAt);
    return all.slice(0, all.findLastIndex(({ method }) => method !== 'GET') + 1).map((r) => `${r.method} ${r.route}`);
  }

  /** All that we could have left on the two GitLabs. */
  traces(): { mirrors: number; tokens: number } {
    const worlds = [this.source.world, this.target.world];
    const projects = worlds.flatMap((world) => [...world.projects.values()]);
    const tokens = worlds.flatMap((world) => [...world.tokens.values()]);
    return {
      mirrors: projects.reduce(
        (sum, { pushMirrors, pullMirror }) => sum + pushMirrors.size + (pullMirror?.enabled ? 1 : 0),
        0,
      ),
      tokens: tokens.filter(({ kind, revoked }) => kind === 'project' && !revoked).length,
    };
  }
}
