import type { Project } from '../../apps/gitlab-simulator/src';
import { waitFor } from '../support/wait-for';
import { SourceStory } from './source-story';
import { Stage } from './stage';
import { targetState } from './target-state';

interface Job {
  id: number;
  status: string;
  error: string | null;
  errors: unknown[];
  issues_created: number;
  issues_updated: number;
  issues_failed: number;
}

const LIVE = ['queued', 'running'];
const MAX_ROUNDS = 40;

/** An issue sync on a stage, and what people do in its source. */
export class CrashLab {
  private constructor(
    readonly stage: Stage,
    readonly story: SourceStory,
    private readonly copies: Project,
    private readonly configId: number,
    private readonly targetInstanceId: number,
  ) {}

  static async start(seed: number, issues: number): Promise<CrashLab> {
    // Only what is asked for runs.
    const changes = { DATABASE_POOL_SIZE: '4', GITLAB_TIMEOUT_SECONDS: '2', SCHEDULER_INTERVAL_SECONDS: '3600' };
    const stage = await Stage.start(changes, 'free');
    const story = await SourceStory.begin(stage.source, seed);
    await story.create(issues);
    const copies = await stage.target.world.createProject({ path: 'copies/app' });
    const { pairId, targetId } = await stage.pair();
    // The repository is another story: the mirror is there already.
    const { rows } = await stage.sql.query<{ id: string }>(
      `insert into mirrors (instance_pair_id, source_project_id, source_project_path, target_project_id,
         target_project_path, direction, phase) values ($1, $2, 'platform/app', $3, 'copies/app', 'push', 'active')
       returning id`,
      [pairId, story.project.id, copies.id],
    );
    const configId = await stage.add('/api/issue-mirrors', {
      mirror_id: Number(rows[0]?.id),
      sync_existing_issues: true,
      sync_closed_issues: true,
    });
    return new CrashLab(stage, story, copies, configId, targetId);
  }

  async trigger(): Promise<number> {
    const answer = await this.stage.http.post(`/api/issue-mirrors/${this.configId}/trigger-sync`).expect(202);
    return (answer.body as { job_id: number }).job_id;
  }

  async job(id: number): Promise<Job> {
    return (await this.stage.http.get(`/api/issue-mirrors/${this.configId}/jobs/${id}`).expect(200)).body as Job;
  }

  /** A sync until its end. */
  async sync(): Promise<Job> {
    const id = await this.trigger();
    try {
      return await waitFor(`job ${id} to finish`, async () => {
        const job = await this.job(id);
        // What waits for its next attempt is tried at once.
        if (job.status === 'queued')
          await this.stage.sql.query('update runs set run_after = now() where id = $1', [id]);
        return !LIVE.includes(job.status) && job;
      });
    } catch (error) {
      const state = JSON.stringify(await this.job(id));
      throw new Error(`${String(error)}\n${state}\n${this.stage.worker?.lastWords ?? ''}`, { cause: error });
    }
  }

  /** Syncs until nothing is left to do; parked issues needn't wait. */
  async settle(): Promise<void> {
    let last: Job | undefined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      await this.stage.sql.query('update issue_links set retry_at = now() where retry_at is not null');
      const job = await this.sync();
      last = job;
      if (job.status === 'success' && job.issues_created + job.issues_updated === 0 && !(await this.hasOpenEnds()))
        return;
    }
    const { rows } = await this.stage.sql.query(
      `select source_iid, status, error from issue_links where status <> 'synced'`,
    );
    throw new Error(`There is no end to it: ${JSON.stringify([last, rows])}\n${this.stage.worker?.lastWords ?? ''}`);
  }

  private async hasOpenEnds(): Promise<boolean> {
    const { rows } = await this.stage.sql.query<{ open: boolean }>(
      `select exists (select from issue_links where status <> 'synced') as open`,
    );
    return rows[0]?.open ?? true;
  }

  /** The target stops believing us after so many requests. */
  revokeTokenAfter(requests: number): void {
    const { world, requests: log } = this.stage.target;
    let seen = 0;
    const stop = log.observe((_entry, phase) => {
      if (phase !== 'received' || ++seen < requests) return;
      for (const token of world.tokens.values()) world.revokeToken(token);
      stop();
    });
  }

  async replaceToken(): Promise<void> {
    const { token } = this.stage.target.world.createToken();
    await this.stage.http.put(`/api/instances/${this.targetInstanceId}`).send({ token }).expect(200);
  }

  state(): object {
    return targetState(this.stage.target, this.copies, this.stage.source.url);
  }
}
