import { lastFresh } from '@features/mirrors';
import { notPaused } from '@features/pauses';
import type { NotificationEvent } from '../rules/rule-events';
import type { SubjectKind } from './alert.entity';

/*
 * What is wrong now, read from the database: one query for each event, whatever the number of mirrors. Each looks at what
 * may be wrong (by an index) and at what has an alert already, and answers
 * (subject_kind, subject_id, state, name, place, reason, path), with state
 *   `firing`  it is wrong,
 *   `ok`      it is not wrong (any more),
 *   `unsure`  it cannot be said now (GitLab is just updating, the pair is paused): what is known stays.
 * What is deleted or disabled is not in the answer: nobody wants to hear of it, not even that it is over.
 *
 * Parameters: $1 rule, $2 threshold, $3 pair or null, $4 now, $5 days before its end from which we despair of replacing a
 * token that we replace ourselves.
 */

const known = (kind: SubjectKind): string =>
  `select subject_id from notification_alerts where rule_id = $1 and subject_kind = '${kind}'`;

const utc = (time: string): string => `to_char(${time} at time zone 'utc', 'YYYY-MM-DD HH24:MI') || ' UTC'`;
const TODAY = `($4::timestamptz at time zone 'utc')::date`;
const NAME = `mirror.source_project_path || ' → ' || mirror.target_project_path`;
const PLACE = `pair.name || ': ' || source.name || ' → ' || target.name`;
const JOINS = `
  join pairs pair on pair.id = mirror.instance_pair_id
  join instances source on source.id = pair.source_instance_id
  join instances target on target.id = pair.target_instance_id`;
const FIRING = `case when ${notPaused('pair')} then 'firing' else 'unsure' end`;

/** Mirrors that are on: those that may be wrong, and those that are known to be. */
const mirrors = (candidates: string, state: string, reason: string): string => `
  select 'mirror' as subject_kind, mirror.id as subject_id, ${state} as state, ${NAME} as name, ${PLACE} as place,
         ${reason} as reason, '/mirrors?mirror=' || mirror.id as path
    from mirrors mirror ${JOINS}
   where mirror.enabled and mirror.phase = 'active' and ($3 is null or mirror.instance_pair_id = $3)
     and mirror.id in (select id from mirrors where ${candidates} union ${known('mirror')})`;

/** How many of the last ones failed without a success after them; not counted further than the threshold. */
const failures = (history: string): string =>
  `(select count(*) from (${history} order by id desc limit $2) as latest where status = 'failed')`;

const MIRROR_FAILURES = failures(
  `select status from mirror_syncs where mirror_id = mirror.id and status in ('success', 'failed')`,
);
// GitLab says that it failed: that is one, even if we did not see it happen.
const FAILED_OFTEN = `greatest(${MIRROR_FAILURES}, 1) >= $2`;

const MIRROR_FAILED = mirrors(
  `last_update_status = 'failed'`,
  `case mirror.last_update_status
     when 'failed' then case when ${FAILED_OFTEN} then ${FIRING} else 'ok' end
     when 'finished' then 'ok' else 'unsure' end`,
  `coalesce(mirror.last_error, 'GitLab gave no reason.')`,
);

const LIMIT = `$4::timestamptz - make_interval(hours => $2)`;

const MIRROR_STALE = mirrors(
  `(last_successful_update < ${LIMIT} or last_successful_update is null) and ${lastFresh('mirrors')} < ${LIMIT}`,
  `case when ${lastFresh('mirror')} < ${LIMIT} then ${FIRING} else 'ok' end`,
  `case when mirror.last_successful_update is null then 'It has never succeeded.'
        else 'The last success was on ' || ${utc('mirror.last_successful_update')} || '.' end
   || coalesce(' Its last error: ' || mirror.last_error, '')`,
);

const MIRROR_DRIFT = mirrors(
  `verify_status in ('drift', 'orphan')`,
  `case mirror.verify_status when 'drift' then ${FIRING} when 'orphan' then ${FIRING} when 'error' then 'unsure' else 'ok' end`,
  `case mirror.verify_status when 'orphan' then 'GitLab has the mirror no more.'
        else 'On GitLab its settings or its branches are not what they should be.' end`,
);

const MIRROR_HELD = mirrors(
  `held_at is not null`,
  `case when mirror.held_at is not null then ${FIRING} else 'ok' end`,
  `mirror.held_reason`,
);

const ISSUE_FAILURES = failures(
  `select status from runs where kind = 'issue-sync.run' and subject = 'issue-sync:' || config.id
      and status in ('success', 'partial', 'failed')`,
);

const ISSUE_SYNC_FAILED = `
  select 'issue_mirror' as subject_kind, config.id as subject_id,
         case when config.last_sync_status = 'failed' and greatest(${ISSUE_FAILURES}, 1) >= $2 then ${FIRING} else 'ok' end as state,
         ${NAME} as name, ${PLACE} as place, coalesce(config.last_sync_error, 'It gave no reason.') as reason,
         '/issue-sync/' || mirror.id as path
    from issue_mirrors config join mirrors mirror on mirror.id = config.mirror_id ${JOINS}
   where config.enabled and ($3 is null or pair.id = $3)
     and (config.last_sync_status = 'failed' or config.id in (${known('issue_mirror')}))`;

const ofPair = (instance: string): string =>
  `($3 is null or exists (select from pairs where id = $3 and ${instance} in (source_instance_id, target_instance_id)))`;
const ends = (day: string): string =>
  `case when ${day} <= ${TODAY} then 'It died on ' else 'It dies on ' end || ${day} || ', at 00:00 UTC.'`;
const endsSoon = (day: string): string => `${day} <= ${TODAY} + $2`;

const TOKEN_EXPIRING = `
  select 'instance' as subject_kind, instance.id as subject_id,
         case when ${endsSoon('instance.token_expires_at')} then 'firing' else 'ok' end as state,
         'Token of ' || instance.name as name, coalesce(instance.token_username, instance.url) as place,
         ${ends('instance.token_expires_at')} as reason, '/instances' as path
    from instances instance
   where ${ofPair('instance.id')}
     and (${endsSoon('instance.token_expires_at')} or instance.id in (${known('instance')}))
  union all
  select 'group_token', token.id, case when ${endsSoon('token.expires_at')} then 'firing' else 'ok' end,
         'Token ' || token.token_name || ' of the group ' || token.group_path, instance.name,
         ${ends('token.expires_at')}, '/group-settings'
    from group_tokens token join instances instance on instance.id = token.gitlab_instance_id
   where ${ofPair('instance.id')} and (${endsSoon('token.expires_at')} or token.id in (${known('group_token')}))
  union all
  ${mirrors(
    `mirror_token_id is not null and ${endsSoon('mirror_token_expires_at')}`,
    `case when mirror.mirror_token_id is null or not coalesce(${endsSoon('mirror.mirror_token_expires_at')}, false) then 'ok'
          when mirror.token_rotation_error is not null or mirror.mirror_token_expires_at <= ${TODAY} + $5 then 'firing'
          else 'unsure' end`,
    `${ends('mirror.mirror_token_expires_at')} || coalesce(' It could not be replaced: ' || mirror.token_rotation_error, '')`,
  )}`;

const INSTANCE_DEGRADED = `
  select 'instance' as subject_kind, instance.id as subject_id,
         case instance.health when 'ok' then 'ok' when 'unknown' then 'unsure' else
           case when exists (select from pauses where instance_id = instance.id and starts_at <= $4
                                                  and (ends_at is null or ends_at > $4)) then 'unsure' else 'firing' end
         end as state,
         instance.name as name, instance.url as place, instance.health_error as reason, '/instances' as path
    from instances instance where ${ofPair('instance.id')}`;

export const FINDINGS: Record<NotificationEvent, string> = {
  mirror_failed: MIRROR_FAILED,
  mirror_stale: MIRROR_STALE,
  mirror_drift: MIRROR_DRIFT,
  mirror_held: MIRROR_HELD,
  issue_sync_failed: ISSUE_SYNC_FAILED,
  token_expiring: TOKEN_EXPIRING,
  instance_degraded: INSTANCE_DEGRADED,
};
