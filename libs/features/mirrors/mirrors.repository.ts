import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { MirrorDirection } from '@features/pairs';
import { Any, type QueryDeepPartialEntity } from 'typeorm';
import { Mirror } from './mirror.entity';

export type MirrorValues = QueryDeepPartialEntity<Mirror>;

export interface ProjectsOfMirror {
  sourceInstanceId: number;
  sourceProjectId: number;
  targetInstanceId: number;
  targetProjectId: number;
}

const LOCK_SPACE = 'mirror-creation';

@Injectable()
export class MirrorsRepository {
  constructor(private readonly tx: Tx) {}

  find(id: number): Promise<Mirror | null> {
    return this.tx.repository(Mirror).findOneBy({ id });
  }

  async byIds(ids: number[]): Promise<Mirror[]> {
    return ids.length === 0 ? [] : this.tx.repository(Mirror).findBy({ id: Any(ids) });
  }

  ofPair(instancePairId: number): Promise<Mirror[]> {
    return this.tx.repository(Mirror).find({ where: { instancePairId }, order: { id: 'ASC' } });
  }

  async insert(values: MirrorValues): Promise<Mirror> {
    const repository = this.tx.repository(Mirror);
    const { identifiers } = await repository.insert(values);
    return repository.findOneByOrFail({ id: (identifiers[0] as { id: number }).id });
  }

  /** False when the mirror is gone. */
  async update(id: number, values: MirrorValues): Promise<boolean> {
    const { affected } = await this.tx.repository(Mirror).update({ id }, values);
    return (affected ?? 0) > 0;
  }

  async updateMany(ids: number[], values: MirrorValues): Promise<void> {
    if (ids.length > 0) await this.tx.repository(Mirror).update({ id: Any(ids) }, values);
  }

  /** The row, locked until the transaction ends, so that what is read and what is written belong together. */
  async lock(id: number): Promise<Mirror | null> {
    return this.tx.repository(Mirror).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The same for those that are there; in one order everywhere, so that two of these never wait for each other. */
  async lockMany(ids: number[]): Promise<Mirror[]> {
    return this.tx
      .repository(Mirror)
      .find({ where: { id: Any(ids) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  async delete(ids: number[]): Promise<void> {
    await this.tx.repository(Mirror).delete({ id: Any(ids) });
  }

  /** Creations of mirrors to the same project, also in different pairs, wait for each other until the transaction ends. */
  async lockCreation({ targetInstanceId, targetProjectId }: ProjectsOfMirror): Promise<void> {
    const key = [LOCK_SPACE, targetInstanceId, targetProjectId].join(':');
    await this.tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  }

  /** The mirror that mirrors these projects already, in any pair. */
  async findSame(projects: ProjectsOfMirror): Promise<{ id: number; pairName: string } | null> {
    const [row] = await this.tx.query<{ id: number; pairName: string }>(
      `select m.id, p.name as "pairName" from mirrors m join pairs p on p.id = m.instance_pair_id
        where p.source_instance_id = $1 and m.source_project_id = $2
          and p.target_instance_id = $3 and m.target_project_id = $4
        limit 1`,
      [projects.sourceInstanceId, projects.sourceProjectId, projects.targetInstanceId, projects.targetProjectId],
    );
    return row ?? null;
  }

  /** The mirror by which the target project pulls, from wherever. */
  async findPull(projects: ProjectsOfMirror): Promise<{ id: number; pairName: string } | null> {
    const [row] = await this.tx.query<{ id: number; pairName: string }>(
      `select m.id, p.name as "pairName" from mirrors m join pairs p on p.id = m.instance_pair_id
        where p.target_instance_id = $1 and m.target_project_id = $2 and m.direction = 'pull' limit 1`,
      [projects.targetInstanceId, projects.targetProjectId],
    );
    return row ?? null;
  }

  /**
   * A chain of mirrors that leads from the target of these projects back to their source, the shortest first; empty when
   * there is none. Followed over at most 20 mirrors.
   */
  async findCycle(projects: ProjectsOfMirror): Promise<Mirror[]> {
    const [row] = await this.tx.query<{ path: number[] }>(
      `with recursive edges as (
         select m.id, p.source_instance_id as si, m.source_project_id as sp,
                p.target_instance_id as ti, m.target_project_id as tp
           from mirrors m join pairs p on p.id = m.instance_pair_id),
       walk as (
         select ti, tp, array[id] as path from edges where si = $3 and sp = $4
         union all
         select e.ti, e.tp, w.path || e.id
           from walk w join edges e on e.si = w.ti and e.sp = w.tp
          where not e.id = any(w.path) and cardinality(w.path) < 20)
       select path from walk where ti = $1 and tp = $2 order by cardinality(path) limit 1`,
      [projects.sourceInstanceId, projects.sourceProjectId, projects.targetInstanceId, projects.targetProjectId],
    );
    if (row === undefined) return [];
    const mirrors = await this.byIds(row.path);
    return row.path.flatMap((id) => mirrors.find((mirror) => mirror.id === id) ?? []);
  }

  /**
   * GitLab's ids of the mirrors on this project that belong to a mirror of ours. Instances are told apart by their URL,
   * because the same GitLab may be registered twice.
   */
  async ownedGitlabIds(instanceUrl: string, projectId: number, direction: MirrorDirection): Promise<number[]> {
    const side = direction === 'push' ? 'source' : 'target';
    const rows = await this.tx.query<{ id: number }>(
      `select m.mirror_id as id from mirrors m
         join pairs p on p.id = m.instance_pair_id
         join instances i on i.id = p.${side}_instance_id
        where m.${side}_project_id = $2 and i.url = $1 and m.direction = $3 and m.mirror_id is not null`,
      [instanceUrl, projectId, direction],
    );
    return rows.map(({ id }) => id);
  }

  /** Mirrors that wait for something which no run is at. */
  async stalled(seconds: number): Promise<{ unfinished: number[]; pending: number[] }> {
    const rows = await this.tx.query<{ id: number; phase: string }>(
      `select m.id, m.phase from mirrors m
        where (m.phase = 'provisioning' or m.pending_change is not null)
          and m.updated_at < now() - make_interval(secs => $1)
          and not exists (select from runs r where r.subject = 'mirror:' || m.id
                and r.kind in ('mirror.provision', 'mirror.apply') and r.status in ('queued', 'running'))
          and not exists (select from runs r where r.subject = 'mirror:' || m.id
                and r.kind in ('mirror.provision', 'mirror.apply') and r.finished_at > now() - make_interval(mins => 15))
        order by m.id limit 500`,
      [seconds],
    );
    const ids = (phase: string): number[] => rows.filter((row) => row.phase === phase).map(({ id }) => id);
    return { unfinished: ids('provisioning'), pending: ids('active') };
  }

  /** A mirror may take a group token at the very moment when that gets another expiry, and then keep the old one. */
  async correctTokenExpiry(): Promise<void> {
    await this.tx.query(
      `update mirrors m set group_token_id = g.id from group_tokens g
        where g.id = m.group_token_id and m.mirror_token_id is null and g.updated_at > now() - interval '1 hour'
          and m.token_expires_on is distinct from coalesce(g.expires_at, 'infinity')`,
    );
  }

  /** What was changed is on GitLab, unless something was changed since. */
  async changeArrived(id: number, since: Date | null): Promise<void> {
    await this.tx.query(
      `update mirrors set pending_change = null, pending_since = null
        where id = $1 and pending_since is not distinct from $2`,
      [id, since],
    );
  }

  /** Mirrors of the pair that can be synced now. */
  countReady(instancePairId: number): Promise<number> {
    return this.tx.repository(Mirror).countBy({ instancePairId, enabled: true, phase: 'active' });
  }
}
