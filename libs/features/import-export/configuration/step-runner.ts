import { Injectable } from '@nestjs/common';
import { AppError } from '@app/common';
import { InstancesService } from '@features/instances';
import { IssueMirrorsService } from '@features/issue-sync';
import { GroupFollowsService, MirrorsService } from '@features/mirrors';
import { type CreatePairDto, GroupDefaultsService, PairsService } from '@features/pairs';
import { PausesService } from '@features/pauses';
import { SchedulesService } from '@features/schedules';
import { type ItemResult, NotThereYet } from '../batch/batch-runner';
import type { ImportItem, ResourceKind } from '../batch/import-item.entity';
import type { MirrorRowDto } from '../pair/pair-document.dto';
import { RowImporter } from '../pair/row-importer';
import { NamedRowsQuery } from './named-rows.query';
import type { Address, Fields } from './resources';

interface Payload {
  address: Address;
  fields: Fields;
}

const DONE: ItemResult = { outcome: 'done' };
const GONE: ItemResult = { outcome: 'skipped', message: 'It is gone already.' };

/**
 * Does one step of a plan, through the same doors as everybody else. Each can be done again: what is there already is
 * changed, what is gone already stays gone.
 */
@Injectable()
export class StepRunner {
  private readonly steps: Record<ResourceKind, (item: ImportItem, payload: Payload) => Promise<ItemResult>> = {
    instance: (item, payload) => this.instance(item, payload),
    pair: (item, payload) => this.pair(item, payload),
    group_default: (item, payload) => this.groupDefault(item, payload),
    mirror: (item, payload) => this.mirror(item, payload),
    issue_sync: (item, payload) => this.issueSync(item, payload),
    schedule: (item, payload) => this.schedule(item, payload),
    pause: (item, payload) => this.pause(item, payload),
    group_follow: (item, payload) => this.groupFollow(item, payload),
  };

  constructor(
    private readonly rows: NamedRowsQuery,
    private readonly instances: InstancesService,
    private readonly pairs: PairsService,
    private readonly groupDefaults: GroupDefaultsService,
    private readonly mirrors: MirrorsService,
    private readonly importer: RowImporter,
    private readonly issueSyncs: IssueMirrorsService,
    private readonly schedules: SchedulesService,
    private readonly pauses: PausesService,
    private readonly groupFollows: GroupFollowsService,
  ) {}

  run(item: ImportItem): Promise<ItemResult> {
    return this.steps[item.kind](item, item.payload as unknown as Payload);
  }

  /** Only deleted here: what has a token is done at once, without a run. */
  private async instance(_item: ImportItem, { address }: Payload): Promise<ItemResult> {
    return removed(await this.rows.instance(address.instance), (id) => this.instances.remove(id, { force: false }));
  }

  private async pair({ action }: ImportItem, { address, fields }: Payload): Promise<ItemResult> {
    const id = await this.rows.pair(address.pair);
    if (action === 'delete') return removed(id, (known) => this.pairs.remove(known, { force: false }));
    const { source, target, ...settings } = fields;
    const values = {
      ...settings,
      ...(typeof source === 'string' && { source_instance_id: await this.instanceId(source) }),
      ...(typeof target === 'string' && { target_instance_id: await this.instanceId(target) }),
    };
    if (id !== null) await this.pairs.update(id, values);
    else await this.pairs.create({ ...values, name: address.pair ?? '' } as CreatePairDto);
    return DONE;
  }

  private async groupDefault({ action }: ImportItem, { address, fields }: Payload): Promise<ItemResult> {
    if (action === 'delete') {
      return removed(await this.rows.groupDefault(address), (id) => this.groupDefaults.remove(id));
    }
    const instance_pair_id = await this.pairId(address);
    await this.groupDefaults.upsert({ ...fields, instance_pair_id, group_path: address.group_path ?? '' });
    return DONE;
  }

  private async mirror({ action, begun }: ImportItem, { address, fields }: Payload): Promise<ItemResult> {
    if (action === 'create') {
      const { source_project_path, target_project_path } = address;
      const { issue_sync: issueSync, ...overrides } = fields;
      const row: MirrorRowDto = { ...overrides, source_project_path, target_project_path };
      const result = await this.importer.import(await this.pairId(address), row, { dryRun: false, begun });
      if (issueSync === null && result.outcome === 'done') await this.withoutIssueSync(address);
      return result;
    }
    const id = await this.rows.mirror(address);
    if (action === 'delete') return removed(id, (known) => this.mirrors.remove(known));
    if (id === null) throw notThere('mirror', address);
    await this.mirrors.update(id, fields);
    return DONE;
  }

  /** The pair may have given the new mirror an issue sync that it shall not have. */
  private async withoutIssueSync(address: Address): Promise<void> {
    const mirrorId = await this.rows.mirror(address);
    const id = mirrorId === null ? null : await this.rows.issueSync(mirrorId);
    if (id !== null) await this.issueSyncs.remove(id);
  }

  private async issueSync({ action }: ImportItem, { address, fields }: Payload): Promise<ItemResult> {
    const mirrorId = await this.rows.mirror(address);
    const id = mirrorId === null ? null : await this.rows.issueSync(mirrorId);
    if (action === 'delete') return removed(id, (known) => this.issueSyncs.remove(known));
    if (mirrorId === null) throw notThere('mirror', address);
    // The pair may have given the new mirror one already.
    if (id !== null) await this.issueSyncs.update(id, fields);
    else await this.issueSyncs.create({ ...fields, mirror_id: mirrorId });
    return DONE;
  }

  private async schedule({ action }: ImportItem, { address, fields }: Payload): Promise<ItemResult> {
    const ofMirror = address.source_project_path !== undefined;
    const mirror_id = ofMirror ? await this.rows.mirror(address) : null;
    const isThere = !ofMirror || mirror_id !== null;
    const id = isThere ? await this.rows.schedule(address) : null;
    if (action === 'delete') return removed(id, (known) => this.schedules.delete(known));
    if (!isThere) throw notThere('mirror', address);
    if (id !== null) await this.schedules.update(id, fields);
    else {
      const instance_pair_id = await this.pairId(address);
      await this.schedules.create({ ...fields, instance_pair_id, group_path: address.group_path ?? null, mirror_id });
    }
    return DONE;
  }

  private async pause({ action }: ImportItem, { address, fields }: Payload): Promise<ItemResult> {
    const id = await this.rows.pause(address);
    if (action === 'delete') return removed(id, (known) => this.pauses.end(known));
    const subject = address.pair
      ? { pair_id: await this.pairId(address) }
      : { instance_id: await this.instanceId(address.instance ?? '') };
    if (id !== null) await this.pauses.change(id, fields);
    else await this.pauses.create({ ...fields, ...subject, starts_at: address.starts_at ?? '' });
    return DONE;
  }

  private async groupFollow({ action }: ImportItem, { address, fields }: Payload): Promise<ItemResult> {
    const id = await this.rows.groupFollow(address);
    if (action === 'delete') return removed(id, (known) => this.groupFollows.delete(known));
    if (id !== null) await this.groupFollows.update(id, fields);
    else {
      await this.groupFollows.create({
        ...fields,
        instance_pair_id: await this.pairId(address),
        source_group_path: address.source_group_path ?? '',
        target_namespace_path: address.target_namespace_path ?? '',
      });
    }
    return DONE;
  }

  private async instanceId(name: string): Promise<number> {
    const id = await this.rows.instance(name);
    if (id === null) throw new NotThereYet(`There is no instance ${name} any more.`);
    return id;
  }

  private async pairId({ pair }: Address): Promise<number> {
    const id = await this.rows.pair(pair);
    if (id === null) throw new NotThereYet(`There is no pair ${pair}, because it could not be created or was deleted.`);
    return id;
  }
}

const notThere = (what: string, { source_project_path, target_project_path }: Address): AppError =>
  new NotThereYet(
    `There is no ${what} from ${source_project_path} to ${target_project_path}, because it could not be created or was deleted.`,
  );

/** What the removal warns of stands with the step. */
async function removed(
  id: number | null,
  remove: (id: number) => Promise<{ warnings: string[] } | void>,
): Promise<ItemResult> {
  if (id === null) return GONE;
  const warnings = (await remove(id))?.warnings ?? [];
  return warnings.length === 0 ? DONE : { outcome: 'done', message: warnings.join(' ') };
}
