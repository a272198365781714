import type { AuditedTable } from './audited-tables';

/** Columns of every table that say nothing about a decision. */
const UNAUDITED = ['id', 'created_at', 'updated_at'];

/** Settings of a transaction: `Tx` names who acts; `off` is for changes that change nothing, such as a new key. */
export const AUDIT_ACTOR = 'mirror_maestro.actor';
export const AUDIT_ORIGIN = 'mirror_maestro.origin';
export const AUDIT_SWITCH = 'mirror_maestro.audit';

/**
 * Whoever stores live events takes turns by this advisory lock, so that their ids are committed in order: who has seen one
 * has seen all before it.
 */
export const LIVE_EVENTS_TURN = 715_231_002;

const setting = (name: string): string => `nullif(current_setting('${name}', true), '')`;
const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/**
 * What every trigger calls. Secrets (columns that end with `_encrypted` or `_hash`) never enter an entry: it says that
 * one was `set`, `replaced` or `removed`.
 */
export const AUDIT_FUNCTIONS = [
  `create or replace function audit_is_off() returns boolean language sql stable as $$
     select ${setting(AUDIT_SWITCH)} is not distinct from 'off' $$`,

  `create or replace function audit_changes(before jsonb, after jsonb) returns jsonb language sql stable as $$
     select coalesce(jsonb_agg(jsonb_build_object('field', field, 'before', before, 'after', after) order by field), '[]')
       from (select key as field, was.value as before, is_now.value as after
               from jsonb_each(coalesce(before, '{}')) was full join jsonb_each(coalesce(after, '{}')) is_now using (key)
              where key !~ '_(encrypted|hash)$' and was.value is distinct from is_now.value
                and (before is not null or is_now.value not in ('null', '{}', '[]'))
                and (after is not null or was.value not in ('null', '{}', '[]'))
             union all
             select regexp_replace(key, '_(encrypted|hash)$', ''), null,
                    to_jsonb(case when is_now.value = 'null' then 'removed'
                                  when coalesce(was.value, 'null') = 'null' then 'set' else 'replaced' end)
               from jsonb_each(coalesce(before, '{}')) was full join jsonb_each(after) is_now using (key)
              where key ~ '_(encrypted|hash)$' and is_now.value is not null
                and coalesce(was.value, 'null') is distinct from is_now.value) as changed $$`,

  `create or replace function audit_write(actor text, action text, entity_type text, entity_id bigint, entity_name text, changes jsonb)
     returns void language sql as $$
     insert into audit_entries (actor, origin, action, entity_type, entity_id, entity_name, changes)
     values (coalesce(${setting(AUDIT_ACTOR)}, actor, 'system'), ${setting(AUDIT_ORIGIN)},
             action, entity_type, entity_id, coalesce(entity_name, ''), changes) $$`,

  `create or replace function audit_run() returns trigger language plpgsql as $$
   declare
     kind text := split_part(new.subject, ':', 1);
     target bigint := case when new.subject ~ '^[a-z-]+:[0-9]{1,18}$' then split_part(new.subject, ':', 2)::bigint end;
     entity_type text := case kind when 'mirror' then 'mirror' when 'pair' then 'pair'
                                   when 'issue-sync' then 'issue_mirror' when 'group-follow' then 'group_follow' else 'run' end;
     name text;
   begin
     if tg_op = 'UPDATE' or target is null then entity_type := 'run'; end if;
     if entity_type = 'mirror' then
       select source_project_path || ' → ' || target_project_path into name from mirrors where id = target;
     elsif entity_type = 'pair' then
       select p.name into name from pairs p where id = target;
     elsif entity_type = 'issue_mirror' then
       select m.source_project_path || ' → ' || m.target_project_path into name
         from issue_mirrors c join mirrors m on m.id = c.mirror_id where c.id = target;
     elsif entity_type = 'group_follow' then
       select source_group_path || ' → ' || target_namespace_path into name from group_follows where id = target;
     else
       target := new.id;
     end if;
     perform audit_write(
       case tg_op when 'INSERT' then new.requested_by end,
       case tg_op when 'UPDATE' then 'cancelled'
                  else case when new.kind in ('configuration.apply', 'pair.import', 'mirrors.bulk') then 'applied' else 'triggered' end end,
       entity_type, target, coalesce(name, new.kind || ' ' || new.subject),
       jsonb_build_array(jsonb_build_object('field', 'run', 'before', null, 'after', new.id),
                         jsonb_build_object('field', 'kind', 'before', null, 'after', new.kind)));
     return null;
   end $$`,

  `create or replace function audit_mirror_token() returns trigger language plpgsql as $$
   begin
     if audit_is_off() then return null; end if;
     perform audit_write(null, 'rotated', 'mirror', new.id, new.source_project_path || ' → ' || new.target_project_path,
                         '[{"field": "mirror_token", "before": null, "after": "replaced"}]');
     return null;
   end $$`,

  // Pages hear of what no feature publishes; PostgreSQL notifies after the commit, and never of what is rolled back.
  `create or replace function audit_announce() returns trigger language plpgsql as $$
   declare
     kind text := case when new.entity_type like 'notification_%' then 'notification' else replace(new.entity_type, '_', '-') end;
     event bigint;
   begin
     perform pg_advisory_xact_lock(${LIVE_EVENTS_TURN});
     insert into live_events (type, data)
     values (kind || '.' || new.action, jsonb_build_object('id', new.entity_id, 'name', new.entity_name, 'actor', new.actor))
     returning id into event;
     perform pg_notify('live_events', event::text);
     return null;
   end $$`,

  // People approve; a run lets a mirror go when its source is itself again.
  `create or replace function audit_mirror_hold() returns trigger language plpgsql as $$
   begin
     perform audit_write(null,
       case when new.held_at is not null then 'held'
            when ${setting(AUDIT_ACTOR)} is null or coalesce(${setting(AUDIT_ORIGIN)}, '') like 'run %' then 'released'
            else 'approved' end,
       'mirror', new.id, new.source_project_path || ' → ' || new.target_project_path,
       jsonb_build_array(jsonb_build_object('field', 'held_reason', 'before', old.held_reason, 'after', new.held_reason)));
     return null;
   end $$`,
];

/** Work that people ask for; what follows from a change of settings stands with the change. */
const CONSEQUENCES = ['mirror.provision', 'mirror.apply', 'mirror.clean-up', 'issue-sync.hook'];

/** `create or replace trigger` needs PostgreSQL 14. */
const trigger = (name: string, table: string, definition: string): string[] => [
  `drop trigger if exists ${name} on ${table}`,
  `create trigger ${name} ${definition}`,
];

/** What happens to rows without being a change of their settings. */
export const AUDIT_EVENT_TRIGGERS = [
  ...trigger(
    'audit_requested',
    'runs',
    `after insert on runs for each row
       when (new.trigger = 'manual' and new.kind not in (${CONSEQUENCES.map(literal).join(', ')}))
       execute function audit_run()`,
  ),
  ...trigger(
    'audit_cancelled',
    'runs',
    `after update of cancel_requested_at on runs for each row
       when (old.cancel_requested_at is null and new.cancel_requested_at is not null)
       execute function audit_run()`,
  ),
  ...trigger(
    'audit_rotated',
    'mirrors',
    `after update of mirror_token_encrypted on mirrors for each row
       when (old.mirror_token_encrypted is not null and new.mirror_token_encrypted is not null
             and old.mirror_token_encrypted <> new.mirror_token_encrypted)
       execute function audit_mirror_token()`,
  ),
  // At the commit, so that its turn is short and events get their ids in the order in which they can be seen.
  `drop trigger if exists audit_announce on audit_entries`,
  `create constraint trigger audit_announce after insert on audit_entries deferrable initially deferred for each row
     when (new.entity_type in ('issue_mirror', 'schedule', 'pause', 'group_follow', 'user', 'notification_channel', 'notification_rule'))
     execute function audit_announce()`,
  ...trigger(
    'audit_held',
    'mirrors',
    `after update of held_at on mirrors for each row when ((old.held_at is null) <> (new.held_at is null))
       execute function audit_mirror_hold()`,
  ),
];

/** @param columns of the table as it is now; updates of unaudited ones alone cost nothing */
export function auditTrigger(audited: AuditedTable, columns: string[]): string[] {
  const { table, entityType, name } = audited;
  const unaudited = [...UNAUDITED, ...(audited.unaudited ?? [])];
  const watched = columns.filter((column) => !unaudited.includes(column));
  const left = `array[${unaudited.map(literal).join(', ')}]`;
  return [
    `create or replace function audit_${table}() returns trigger language plpgsql set timezone to 'UTC' as $$
     declare
       it ${table};
       changes jsonb;
       action text := case tg_op when 'INSERT' then ${literal(audited.inserted ?? 'created')}
                                 when 'DELETE' then ${literal(audited.deleted ?? 'deleted')} else 'updated' end;
     begin
       if audit_is_off() then return null; end if;
       if tg_op = 'DELETE' then it := old; else it := new; end if;
       changes := audit_changes(case when tg_op <> 'INSERT' then to_jsonb(old) - ${left} end,
                                case when tg_op <> 'DELETE' then to_jsonb(new) - ${left} end);
       if tg_op = 'UPDATE' then
         if changes = '[]' then return null; end if;
         if changes @> '[{"field": "token", "after": "replaced"}]' then action := 'rotated'; end if;
       end if;
       perform audit_write(null, action, ${literal(entityType)}, it.id, ${name}, changes);
       return null;
     end $$`,
    ...trigger(
      'audit',
      table,
      `after insert or delete or update of ${watched.join(', ')} on ${table}
         for each row execute function audit_${table}()`,
    ),
  ];
}
