import { Injectable } from '@nestjs/common';
import { Clock, currentActor, invalidField, iso, notFound, type Page } from '@app/common';
import { Tx } from '@app/database';
import { pageRequest } from '@app/http';
import { InstanceGateway } from '@features/instances';
import { PairStore } from '@features/pairs';
import type { CreatePauseDto, ListPausesQuery, PauseView } from './pause.dto';
import type { Pause } from './pause.entity';
import { PausesRepository } from './pauses.repository';

@Injectable()
export class PausesService {
  constructor(
    private readonly tx: Tx,
    private readonly pauses: PausesRepository,
    private readonly instances: InstanceGateway,
    private readonly pairs: PairStore,
    private readonly clock: Clock,
  ) {}

  async list(query: ListPausesQuery): Promise<Page<PauseView>> {
    const filter = {
      instanceId: query.instance_id ?? null,
      pairId: query.pair_id ?? null,
      activeOnly: query.active ?? false,
    };
    const page = await this.pauses.list(filter, pageRequest(query));
    const now = this.clock.now();
    return { ...page, items: page.items.map((pause) => pauseView(pause, now)) };
  }

  /** Absent fields stay. @throws AppError not_found */
  async change(id: number, { ends_at, reason }: Pick<CreatePauseDto, 'ends_at' | 'reason'>): Promise<void> {
    const values = {
      ...(ends_at !== undefined && { endsAt: ends_at === null ? null : new Date(ends_at) }),
      ...(reason !== undefined && { reason }),
    };
    if (Object.keys(values).length === 0) return;
    if (!(await this.tx.run(() => this.pauses.update(id, values)))) throw notFound('pause', id);
  }

  /** @throws AppError not_found for an unknown instance or pair; invalid when the times or the subject don't fit */
  async create(dto: CreatePauseDto): Promise<PauseView> {
    const instanceId = dto.instance_id ?? null;
    const pairId = dto.pair_id ?? null;
    if ((instanceId === null) === (pairId === null)) {
      throw invalidField('instance_id', 'give either instance_id or pair_id.');
    }
    const now = this.clock.now();
    const startsAt = dto.starts_at === undefined ? now : new Date(dto.starts_at);
    const endsAt = dto.ends_at ? new Date(dto.ends_at) : null;
    if (endsAt && endsAt <= startsAt) throw invalidField('ends_at', 'it must be after starts_at.');
    if (endsAt && endsAt <= now) throw invalidField('ends_at', 'it is over already.');
    if (instanceId !== null) await this.instances.get(instanceId, 'instance_id');
    if (pairId !== null) await this.pairs.get(pairId, 'pair_id');
    const createdBy = currentActor();
    const reason = dto.reason ?? null;
    const values = { instanceId, pairId, startsAt, endsAt, reason, createdBy };
    const pause = await this.tx.run(() => this.pauses.insert(values));
    return pauseView(pause, now);
  }

  /** @throws AppError not_found */
  async end(id: number): Promise<void> {
    if (!(await this.tx.run(() => this.pauses.delete(id)))) throw notFound('pause', id);
  }
}

const pauseView = (pause: Pause, now: Date): PauseView => ({
  id: pause.id,
  instance_id: pause.instanceId,
  pair_id: pause.pairId,
  starts_at: pause.startsAt.toISOString(),
  ends_at: iso(pause.endsAt),
  active: pause.startsAt <= now && (pause.endsAt === null || pause.endsAt > now),
  reason: pause.reason,
  created_by: pause.createdBy,
  created_at: pause.createdAt.toISOString(),
});
