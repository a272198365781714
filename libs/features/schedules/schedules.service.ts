import { Injectable } from '@nestjs/common';
import { Clock, conflict, invalidField, notFound, type Page } from '@app/common';
import { isUniqueViolation, Tx } from '@app/database';
import { pageRequest } from '@app/http';
import { MirrorStore } from '@features/mirrors';
import { PairStore } from '@features/pairs';
import { nextRun } from './next-run';
import type { CreateScheduleDto, ListSchedulesQuery, UpdateScheduleDto } from './schedule.dto';
import type { MirrorSchedule } from './schedule.entity';
import { scheduleView, type ScheduleView } from './schedule.view';
import { SchedulesRepository, type ScheduleValues } from './schedules.repository';
import { timingOf } from './timing';

@Injectable()
export class SchedulesService {
  constructor(
    private readonly tx: Tx,
    private readonly schedules: SchedulesRepository,
    private readonly pairs: PairStore,
    private readonly mirrors: MirrorStore,
    private readonly clock: Clock,
  ) {}

  async list(query: ListSchedulesQuery): Promise<Page<ScheduleView>> {
    const filter = { pairId: query.instance_pair_id ?? null, mirrorId: query.mirror_id ?? null };
    const page = await this.schedules.list(filter, pageRequest(query));
    return { ...page, items: page.items.map(scheduleView) };
  }

  async get(id: number): Promise<ScheduleView> {
    return scheduleView(await this.find(id));
  }

  async create(dto: CreateScheduleDto): Promise<ScheduleView> {
    const groupPath = dto.group_path ?? null;
    const mirrorId = dto.mirror_id ?? null;
    if (groupPath !== null && mirrorId !== null) {
      throw invalidField('mirror_id', 'a schedule is for a group or for a mirror, not for both.');
    }
    await this.pairs.get(dto.instance_pair_id, 'instance_pair_id');
    if (mirrorId !== null) {
      const mirror = await this.mirrors.get(mirrorId, 'mirror_id');
      if (mirror.instancePairId !== dto.instance_pair_id) {
        throw invalidField('mirror_id', `mirror ${mirrorId} belongs to pair ${mirror.instancePairId}.`);
      }
    }
    return this.store({ instancePairId: dto.instance_pair_id, groupPath, mirrorId }, dto, null);
  }

  async update(id: number, dto: UpdateScheduleDto): Promise<ScheduleView> {
    const known = await this.find(id);
    return this.store(known, dto, known);
  }

  async delete(id: number): Promise<void> {
    if (!(await this.tx.run(() => this.schedules.delete(id)))) throw notFound('schedule', id);
  }

  private async find(id: number): Promise<MirrorSchedule> {
    const schedule = await this.schedules.find(id);
    if (!schedule) throw notFound('schedule', id);
    return schedule;
  }

  private async store(
    subject: Pick<ScheduleValues, 'instancePairId' | 'groupPath' | 'mirrorId'>,
    dto: UpdateScheduleDto,
    known: MirrorSchedule | null,
  ): Promise<ScheduleView> {
    const timing = timingOf(dto, known);
    const enabled = dto.enabled ?? known?.enabled ?? true;
    const nextRunAt = enabled ? nextRun(timing, this.clock.now()) : null;
    const { instancePairId, groupPath, mirrorId } = subject;
    const values = { instancePairId, groupPath, mirrorId, ...timing, enabled, nextRunAt };
    try {
      return scheduleView(await this.tx.run(() => this.schedules.save(known?.id ?? null, values)));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const what = mirrorId !== null ? 'this mirror' : groupPath !== null ? `the group ${groupPath}` : 'this pair';
      throw conflict('schedule_exists', `There is a schedule for ${what} already. Change that one.`);
    }
  }
}
