import type { Project, Token } from '../../apps/gitlab-simulator/src';
import { waitFor } from '../support/wait-for';
import { Stage } from './stage';

type Direction = 'push' | 'pull';

/** Projects, the mirror between them that things happen to, and what stands beside it and must be left alone. */
export interface Subject {
  direction: Direction;
  from: Project;
  to: Project;
  /** Full path of the group that the target project is alone in. */
  group: string;
  beside: Project;
  besideId: number;
  /** Of somebody who names tokens as we do. */
  foreignToken: Token;
  /** Of its pair, when that is not everybody's. */
  pairId?: number;
  /** Null until it is made. */
  mirrorId: number | null;
}

interface MirrorRow {
  phase: string;
  mirror_id: string | null;
  mirror_token_name: string | null;
  deploy_key_title: string | null;
  [column: string]: unknown;
}

/** A tenth of a second lies between two. */
const FEW_LOOKS = 10;
const MANY_LOOKS = 200;

const FOREIGN_URL = 'https://elsewhere.example/somebody/else.git';

/** Makes mirrors on a stage and tells what stands of them, here and on both GitLabs. */
export class MirrorCrashLab {
  private subjects = 0;

  private constructor(
    readonly stage: Stage,
    readonly pairId: number,
    readonly sourceId: number,
    readonly targetId: number,
  ) {}

  static async start(): Promise<MirrorCrashLab> {
    const stage = await Stage.start({ MIRROR_PROVISION_WAIT_SECONDS: '0', MIRROR_REFRESH_INTERVAL_SECONDS: '86400' });
    const { pairId, sourceId, targetId } = await stage.pair();
    stage.startWorker();
    return new MirrorCrashLab(stage, pairId, sourceId, targetId);
  }

  /** Projects with another mirror of ours from the same source, a mirror of somebody else, and a token of theirs. */
  async subject(direction: Direction): Promise<Subject> {
    const name = `p${++this.subjects}`;
    const group = `to/${name}`;
    const { source, target } = this.stage;
    const commits = [{ branch: 'main', message: 'Begin', files: { 'README.md': name } }];
    const from = await source.world.createProject({ path: `from/${name}`, commits });
    const to = await target.world.createProject({ path: `${group}/app` });
    const beside = await target.world.createProject({ path: `beside/${name}` });
    const other = direction === 'push' ? to : from;
    const world = direction === 'push' ? target.world : source.world;
    const foreignToken = world.createResourceToken({ project: other }, { name: 'mirror-maestro-1-0badcafe' });
    await this.foreignMirror(from);
    const besideId = await this.post({ direction, from, to: beside });
    const subject = { direction, from, to, group, beside, besideId, foreignToken, mirrorId: null };
    await this.settled();
    return subject;
  }

  /** A pair for this subject alone. */
  async ownPair(subject: Subject, mirror_transport: 'https' | 'ssh'): Promise<void> {
    const ssh_host_keys = [await this.stage.target.hostKey()];
    await this.stage.http.put(`/api/instances/${this.targetId}`).send({ ssh_host_keys }).expect(200);
    subject.pairId = await this.stage.add('/api/pairs', {
      name: `pair of ${subject.group}`,
      source_instance_id: this.sourceId,
      target_instance_id: this.targetId,
      mirror_direction: 'push',
      mirror_transport,
    });
  }

  async changeTransport({ pairId }: Subject, mirror_transport: 'https' | 'ssh'): Promise<void> {
    await this.stage.http.put(`/api/pairs/${pairId}`).send({ mirror_transport }).expect(200);
  }

  async create(subject: Subject): Promise<void> {
    subject.mirrorId = await this.post(subject);
  }

  /** Until nothing is left to do and nothing goes on. */
  async settled(): Promise<void> {
    let looks = 0;
    await waitFor('everything to be done', async () => {
      const { rows } = await this.stage.sql.query<{ open: boolean; busy: boolean }>(
        `select exists (select from runs where status in ('queued', 'running'))
             or exists (select from mirror_leftovers)
             or exists (select from mirrors where phase <> 'active' or pending_change is not null) as open,
           exists (select from runs where status = 'running' and lease_until > now()
             or status = 'queued' and run_after <= now()) as busy`,
      );
      if (rows[0]?.open === false) return true;
      // What is at work does it by itself: hurried, somebody beside it would do the same again.
      if (++looks % (rows[0]?.busy ? MANY_LOOKS : FEW_LOOKS) === 0) await this.stage.hurry();
      return false;
    }).catch(async (error: unknown) => {
      const { rows } = await this.stage.sql.query(
        `select kind, status, attempt, error from runs where status in ('queued', 'running', 'failed')
          union all select 'leftover ' || kind, match, attempts, last_error from mirror_leftovers`,
      );
      const words = this.stage.worker?.lastWords ?? '';
      throw new Error(`${String(error)}\n${JSON.stringify(rows)}\n${words}`, { cause: error });
    });
  }

  /** What is there of the subject's mirror. */
  async outcome({ direction, from, to, group, mirrorId, foreignToken }: Subject): Promise<object> {
    const row = await this.row(mirrorId);
    const [owner, other] = direction === 'push' ? [from, to] : [to, from];
    const mirrors = this.mirrorsOn(owner, direction).filter(({ url }) =>
      new URL(url).pathname.endsWith(direction === 'push' ? `/${group}/app.git` : `/from/${from.path}.git`),
    );
    const ours = `mirror-maestro-${mirrorId}-`;
    const tokens = this.tokensOf(other).filter((token) => token !== foreignToken && token.name.startsWith(ours));
    const secrets = mirrors.map(({ url }) => decodeURIComponent(new URL(url).password));
    const users = [...this.stage.source.world.tokens.values(), ...this.stage.target.world.tokens.values()];
    const used = users.filter(({ token, revoked }) => !revoked && secrets.includes(token));
    return {
      mirrors: mirrors.length,
      knownByItsId: mirrors.map(({ id }) => id === Number(row?.mirror_id)),
      tokens: tokens.map(({ name }) => name === row?.mirror_token_name),
      keys: [...other.deployKeys.values()].map(({ title }) => title === row?.deploy_key_title),
      credential: used.map(({ kind }) => kind),
      openEnds: row === null ? [] : openEnds(row),
    };
  }

  /** What stands beside it: the ids on GitLab, and whether they still live. */
  async surroundings({ direction, from, beside, besideId, foreignToken }: Subject): Promise<object> {
    const row = await this.row(besideId);
    const [owner, other] = direction === 'push' ? [from, beside] : [beside, from];
    const ours = this.mirrorsOn(owner, direction).filter(({ id }) => id === Number(row?.mirror_id));
    const token = this.tokensOf(other).find(({ name }) => name === row?.mirror_token_name);
    return {
      mirrorId: row?.mirror_id,
      urls: ours.map(({ url }) => url),
      token: token?.token,
      foreignMirrors: [...from.pushMirrors.values()].filter(({ url }) => url === FOREIGN_URL).length,
      foreignToken: !foreignToken.revoked,
    };
  }

  async hasArrived({ from, to }: Subject): Promise<boolean> {
    const [sent, received] = await Promise.all([this.stage.source.world.refs(from), this.stage.target.world.refs(to)]);
    return sent.size > 0 && [...sent].every(([name, ref]) => received.get(name)?.sha === ref.sha);
  }

  private async post({
    direction,
    from,
    to,
    pairId = this.pairId,
  }: Pick<Subject, 'direction' | 'from' | 'to' | 'pairId'>): Promise<number> {
    return this.stage.add('/api/mirrors', {
      instance_pair_id: pairId,
      source_project_id: from.id,
      target_project_id: to.id,
      mirror_direction: direction,
    });
  }

  private async foreignMirror(project: Project): Promise<void> {
    const { url, world } = this.stage.source;
    const answer = await fetch(`${url}/api/v4/projects/${project.id}/remote_mirrors`, {
      method: 'POST',
      headers: { 'PRIVATE-TOKEN': world.createToken().token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ url: FOREIGN_URL }),
    });
    if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  }

  private async row(id: number | null): Promise<MirrorRow | null> {
    return (await this.stage.sql.query<MirrorRow>('select * from mirrors where id = $1', [id])).rows[0] ?? null;
  }

  /** For pull the project's id stands for the mirror's, as here. */
  private mirrorsOn(owner: Project, direction: Direction): { id: number; url: string }[] {
    if (direction === 'push') return [...owner.pushMirrors.values()];
    const { pullMirror } = owner;
    return pullMirror?.enabled ? [{ id: owner.id, url: pullMirror.url }] : [];
  }

  private tokensOf(project: Project): Token[] {
    const worlds = [this.stage.source.world, this.stage.target.world];
    return worlds
      .flatMap(({ tokens }) => [...tokens.values()])
      .filter((token) => token.project === project && !token.revoked);
  }
}

const openEnds = (row: MirrorRow): string[] =>
  ['pending_change', 'mirror_intent_at', 'next_token_name', 'next_token_id', 'next_deploy_key_title'].filter(
    (column) => row[column] !== null,
  );
