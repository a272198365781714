import { Injectable } from '@nestjs/common';
import { conflict, invalidField, isTimeZone, notFound, type Page } from '@app/common';
import { isUniqueViolation, Tx } from '@app/database';
import { pageRequest } from '@app/http';
import { PairStore } from '@features/pairs';
import { ChannelsRepository } from '../channels/channels.repository';
import { thresholdFault, thresholdOf, type NotificationEvent } from './rule-events';
import type { CreateRuleDto, ListRulesQuery, QuietHoursDto, UpdateRuleDto } from './rule.dto';
import type { NotificationRule } from './rule.entity';
import { ruleView, type RuleView } from './rule.view';
import { RulesRepository, type RuleValues } from './rules.repository';

type QuietColumns = Pick<RuleValues, 'quietFrom' | 'quietTo' | 'quietTimeZone'>;

const DEFAULTS = {
  threshold: null,
  notifyRecovery: true,
  instancePairId: null,
  quietFrom: null,
  quietTo: null,
  quietTimeZone: null,
  groupMinutes: 5,
  repeatHours: 24,
  enabled: true,
};

@Injectable()
export class RulesService {
  constructor(
    private readonly tx: Tx,
    private readonly rules: RulesRepository,
    private readonly channels: ChannelsRepository,
    private readonly pairs: PairStore,
  ) {}

  async list(query: ListRulesQuery): Promise<Page<RuleView>> {
    const filter = { event: query.event, channelId: query.channel_id, enabled: query.enabled };
    const page = await this.rules.list(filter, pageRequest(query));
    return { ...page, items: page.items.map(ruleView) };
  }

  async get(id: number): Promise<RuleView> {
    const rule = await this.rules.find(id);
    if (!rule) throw notFound('notification rule', id);
    return ruleView(rule);
  }

  create(dto: CreateRuleDto): Promise<RuleView> {
    return this.tx.run(() => this.store(null, dto, { ...DEFAULTS, name: dto.name, event: dto.event, channelIds: [] }));
  }

  update(id: number, dto: UpdateRuleDto): Promise<RuleView> {
    return this.tx.run(async () => {
      const known = await this.rules.findForUpdate(id);
      if (!known) throw notFound('notification rule', id);
      const view = await this.store(id, dto, known);
      if (isAboutSomethingElse(known, view)) await this.rules.forgetAlerts(id);
      return view;
    });
  }

  delete(id: number): Promise<void> {
    return this.tx.run(async () => {
      if (!(await this.rules.delete(id))) throw notFound('notification rule', id);
    });
  }

  private async store(id: number | null, dto: UpdateRuleDto, known: RuleValues): Promise<RuleView> {
    if (dto.instance_pair_id) await this.pairs.get(dto.instance_pair_id, 'instance_pair_id');
    if (dto.channel_ids) await this.requireChannels(dto.channel_ids);
    return ruleView(await this.save(id, valuesOf(dto, known)));
  }

  /** Keeps them from being deleted meanwhile. */
  private async requireChannels(ids: number[]): Promise<void> {
    const known = new Set((await this.channels.lock(ids)).map(({ id }) => id));
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length > 0) throw notFound('notification channel', unknown.join(', '), 'channel_ids');
  }

  private async save(id: number | null, values: RuleValues): Promise<NotificationRule> {
    try {
      return await this.rules.save(id, values);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict('rule_name_taken', `There is a notification rule ${values.name} already.`, 'name');
    }
  }
}

function valuesOf(dto: UpdateRuleDto, known: RuleValues): RuleValues {
  const event = dto.event ?? known.event;
  return {
    name: dto.name ?? known.name,
    event,
    threshold: thresholdFor(event, dto, known),
    notifyRecovery: dto.notify_recovery ?? known.notifyRecovery,
    instancePairId: dto.instance_pair_id === undefined ? known.instancePairId : dto.instance_pair_id,
    channelIds: dto.channel_ids ?? known.channelIds,
    ...quietColumns(dto.quiet_hours, known),
    groupMinutes: dto.group_minutes ?? known.groupMinutes,
    repeatHours: dto.repeat_hours === undefined ? known.repeatHours : dto.repeat_hours,
    enabled: dto.enabled ?? known.enabled,
  };
}

/** Another event begins with its own default. */
function thresholdFor(event: NotificationEvent, dto: UpdateRuleDto, known: RuleValues): number | null {
  const given = dto.threshold === undefined && event === known.event ? known.threshold : (dto.threshold ?? null);
  const fault = thresholdFault(event, given);
  if (fault !== null) throw invalidField('threshold', fault);
  return thresholdOf(event, given);
}

function quietColumns(dto: QuietHoursDto | null | undefined, known: QuietColumns): QuietColumns {
  if (dto === undefined) {
    return { quietFrom: known.quietFrom, quietTo: known.quietTo, quietTimeZone: known.quietTimeZone };
  }
  if (dto === null) return { quietFrom: null, quietTo: null, quietTimeZone: null };
  if (dto.from === dto.to) {
    throw invalidField('quiet_hours.to', 'they would never end; disable the rule if it should tell nothing.');
  }
  if (!isTimeZone(dto.time_zone)) {
    throw invalidField('quiet_hours.time_zone', `${dto.time_zone} is not a time zone such as Europe/Berlin.`);
  }
  return { quietFrom: dto.from, quietTo: dto.to, quietTimeZone: dto.time_zone };
}

/** Then its alerts are not those that it was about. */
const isAboutSomethingElse = (before: NotificationRule, after: RuleView): boolean =>
  before.event !== after.event ||
  before.threshold !== after.threshold ||
  before.instancePairId !== after.instance_pair_id;
