import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { AppError, brokenRule, conflict, currentActor, type FieldError, notFound, type Page } from '@app/common';
import { isForeignKeyViolation, isUniqueViolation, Tx } from '@app/database';
import type { DeleteOptions } from '@features/instances';
import { checkBranchFilter } from './branch-regex';
import { DirectionRule } from './direction-rule';
import { PairHooks } from './pair-hooks';
import { PairStore } from './pair-store';
import { PairUsageQuery } from './pair-usage.query';
import { changesDefaults, pairValues } from './pair-values';
import type { CreatePairDto, UpdatePairDto } from './pair.dto';
import type { Pair } from './pair.entity';
import { PAIR_EVENTS, type PairEvent } from './pair.events';
import { type PairDeletedView, type PairView, pairView } from './pair.view';
import { type PairFilter, PairsRepository, type PairValues } from './pairs.repository';
import { TransportRule } from './transport-rule';

@Injectable()
export class PairsService {
  constructor(
    private readonly tx: Tx,
    private readonly pairs: PairsRepository,
    private readonly store: PairStore,
    private readonly usage: PairUsageQuery,
    private readonly directions: DirectionRule,
    private readonly transports: TransportRule,
    private readonly hooks: PairHooks,
    private readonly events: EventEmitter2,
  ) {}

  async list(filter: PairFilter): Promise<Page<PairView>> {
    const page = await this.pairs.list(filter);
    return { ...page, items: await this.views(page.items) };
  }

  async get(id: number): Promise<PairView> {
    return this.view(await this.store.get(id));
  }

  async create(dto: CreatePairDto): Promise<PairView> {
    const values = pairValues(dto);
    checkBranchFilter(values);
    await this.requireInstances(values);
    await this.requireFreeName(dto.name);
    await this.transports.check(values);
    const pair = await this.guarded(dto.name, async () => {
      const inserted = await this.pairs.insert(values);
      await this.publish(PAIR_EVENTS.created, inserted);
      return inserted;
    });
    return this.get(pair.id);
  }

  async update(id: number, dto: UpdatePairDto): Promise<PairView> {
    const values = pairValues(dto);
    const before = await this.store.get(id);
    await this.requireInstances(values);
    if (values.name !== undefined && values.name !== before.name) await this.requireFreeName(values.name);
    await this.guarded(values.name ?? before.name, async () => {
      const locked = await this.pairs.findForUpdate(id);
      if (locked === null) throw notFound('pair', id);
      checkBranchFilter(values, locked);
      await this.requireSameInstances(locked, values);
      await this.transports.check(values, locked);
      if (Object.keys(values).length > 0) await this.pairs.update(id, values);
      if (changesDefaults(locked, values)) {
        await this.directions.check(id);
        await this.hooks.runDefaultsChanged(id);
      }
      await this.publish(PAIR_EVENTS.updated, { id, name: values.name ?? locked.name }, Object.keys(dto));
    });
    return this.get(id);
  }

  async remove(id: number, options: DeleteOptions): Promise<PairDeletedView> {
    const pair = await this.store.get(id);
    const deleted = await this.mirrorCount(id);
    const warnings = await this.hooks.runBeforeDelete(pair, options);
    await this.tx.run(async () => {
      if ((await this.pairs.findForUpdate(id)) === null) throw notFound('pair', id);
      // The hooks have taken the mirrors down; one that was added since would lose its owner here and stay on GitLab.
      if ((await this.mirrorCount(id)) > 0) throw mirrorAdded(pair.name);
      await this.pairs.remove(id);
      await this.publish(PAIR_EVENTS.deleted, pair);
    });
    return { status: 'deleted', mirrors_deleted: deleted, warnings };
  }

  /** Both at once, so that the caller learns everything that is wrong. */
  private async requireInstances({ sourceInstanceId, targetInstanceId }: PairValues): Promise<void> {
    const wanted = { source_instance_id: sourceInstanceId, target_instance_id: targetInstanceId };
    const ids = Object.values(wanted).filter((id) => id !== undefined);
    const known = await this.usage.instanceNames(ids);
    const errors: FieldError[] = Object.entries(wanted)
      .filter(([, id]) => id !== undefined && !known.has(id))
      .map(([field, id]) => ({ field, message: `There is no instance with id ${id}.` }));
    const [first] = errors;
    if (first) throw new AppError('not_found', 'instance_not_found', `${first.message} Add it first.`, { errors });
  }

  private async requireSameInstances(pair: Pair, values: PairValues): Promise<void> {
    const field =
      (values.sourceInstanceId ?? pair.sourceInstanceId) !== pair.sourceInstanceId
        ? 'source_instance_id'
        : (values.targetInstanceId ?? pair.targetInstanceId) !== pair.targetInstanceId
          ? 'target_instance_id'
          : null;
    if (field === null) return;
    const mirrors = await this.mirrorCount(pair.id);
    if (mirrors === 0) return;
    throw brokenRule(
      'pair_in_use',
      `The instances of a pair cannot change while it has mirrors (${mirrors}). Make another pair, or delete its mirrors first.`,
      field,
    );
  }

  private async mirrorCount(id: number): Promise<number> {
    return (await this.usage.mirrorCounts([id])).get(id) ?? 0;
  }

  private async requireFreeName(name: string): Promise<void> {
    if ((await this.pairs.findByName(name)) !== null) throw nameTaken(name);
  }

  /** In a transaction; what others did at the same time becomes an answer, too. */
  private async guarded<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.tx.run(work);
    } catch (error) {
      if (isUniqueViolation(error, 'pairs_name_key')) throw nameTaken(name);
      if (!isForeignKeyViolation(error)) throw error;
      throw new AppError(
        'conflict',
        'instance_deleted',
        'An instance of the pair was deleted meanwhile; choose another.',
      );
    }
  }

  private async publish(event: string, { id, name }: { id: number; name: string }, fields?: string[]): Promise<void> {
    const payload: PairEvent = { id, name, actor: currentActor(), ...(fields && { fields }) };
    await this.tx.afterCommit(() => void this.events.emit(event, payload));
  }

  private async view(pair: Pair): Promise<PairView> {
    return pairView(pair, await this.surroundings([pair]));
  }

  private async views(pairs: Pair[]): Promise<PairView[]> {
    const surroundings = await this.surroundings(pairs);
    return pairs.map((pair) => pairView(pair, surroundings));
  }

  private async surroundings(pairs: Pair[]): Promise<Parameters<typeof pairView>[1]> {
    const instanceIds = new Set(pairs.flatMap((pair) => [pair.sourceInstanceId, pair.targetInstanceId]));
    const [instanceNames, mirrorCounts] = await Promise.all([
      this.usage.instanceNames([...instanceIds]),
      this.usage.mirrorCounts(pairs.map(({ id }) => id)),
    ]);
    return { instanceNames, mirrorCounts };
  }
}

const mirrorAdded = (name: string): AppError =>
  conflict('mirror_added', `A mirror was added to ${name} while it was being deleted; delete it again.`);

const nameTaken = (name: string): AppError =>
  conflict('pair_name_taken', `There is a pair named ${name} already; choose another name.`, 'name');
