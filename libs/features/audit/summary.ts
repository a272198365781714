import type { AuditChange, AuditEntry, AuditValue } from './audit-entry.entity';
import { AUDIT_ENTITIES } from './vocabulary';

type Told = Pick<AuditEntry, 'actor' | 'action' | 'entityType' | 'entityId' | 'entityName' | 'changes'>;

const MAX_FIELDS = 4;
const MAX_VALUE = 60;

/** One sentence for people: "admin updated pair Nightly: description, mirror_direction pull → push." */
export function summarise(entry: Told): string {
  const { actor, action } = entry;
  switch (action) {
    case 'updated':
      return `${actor} updated ${nameOf(entry)}: ${fields(entry.changes)}.`;
    case 'rotated':
      return `${actor} replaced the token of ${nameOf(entry)}.`;
    case 'triggered':
    case 'applied':
      return `${actor} started ${kindOf(entry)} for ${nameOf(entry)}.`;
    case 'paused':
      return `${actor} paused ${entry.entityName}.`;
    case 'resumed':
      return `${actor} ended the pause of ${entry.entityName}.`;
    case 'held':
      return `${actor} held ${nameOf(entry)}: ${textOf(after(entry, 'held_reason'))}`;
    case 'approved':
      return `${actor} approved the held changes of ${nameOf(entry)}.`;
    case 'released':
      return `${actor} let ${nameOf(entry)} go on without an approval.`;
    case 'login_failed':
      return `Somebody failed to log in as ${entry.entityName}.`;
    default:
      return `${actor} ${action} ${nameOf(entry)}.`;
  }
}

function nameOf({ entityType, entityId, entityName }: Told): string {
  const kind = (AUDIT_ENTITIES as Record<string, string>)[entityType] ?? entityType.replaceAll('_', ' ');
  const name = entityName !== '' ? entityName : entityId === null ? '' : String(entityId);
  return `${kind} ${name}`.trim();
}

const after = ({ changes }: Told, field: string): AuditValue =>
  changes.find((change) => change.field === field)?.after ?? null;

const kindOf = (entry: Told): string => textOf(after(entry, 'kind'));

function fields(changes: AuditChange[]): string {
  const shown = changes.slice(0, MAX_FIELDS).map(fieldOf);
  const rest = changes.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

/** Lists and maps would fill the sentence: only their names. */
function fieldOf({ field, before, after: value }: AuditChange): string {
  if (typeof before === 'object' && before !== null) return field;
  if (typeof value === 'object' && value !== null) return field;
  if (before === null && (value === 'set' || value === 'replaced' || value === 'removed')) return `${field} ${value}`;
  const [old, now] = [textOf(before), textOf(value)];
  return old.length + now.length > MAX_VALUE ? field : `${field} ${old} → ${now}`;
}

const textOf = (value: AuditValue): string =>
  value === null ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value);
