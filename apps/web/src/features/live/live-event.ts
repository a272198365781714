import type { Run } from '../../api/model';
import type { ServerEvent } from './event-parser';

/** What the server tells about a change; ids and states only, see libs/features/realtime. */
export interface LiveEvent {
  topic: string;
  action: string;
  /** Of what changed; null when the event names none. */
  id: number | null;
  data: Record<string, unknown>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;

/** Null for heartbeats and for anything that a newer server may say and we don't understand. */
export function readLiveEvent({ type, data }: ServerEvent): LiveEvent | null {
  const dot = type.indexOf('.');
  if (dot < 0) return null;
  try {
    const value: unknown = JSON.parse(data);
    if (!isRecord(value)) return null;
    return { topic: type.slice(0, dot), action: type.slice(dot + 1), id: numberOf(value.id), data: value };
  } catch {
    return null;
  }
}

const STATUSES: readonly Run['status'][] = ['queued', 'running', 'success', 'partial', 'failed', 'cancelled'];

export interface RunChange {
  id: number;
  kind: string;
  subject: string;
  status: Run['status'];
  progress: Run['progress'];
}

function readProgress(value: unknown): Run['progress'] {
  if (!isRecord(value)) return null;
  return {
    done: numberOf(value.done) ?? 0,
    total: numberOf(value.total),
    phase: typeof value.phase === 'string' ? value.phase : null,
    per_minute: typeof value.per_minute === 'number' ? value.per_minute : null,
    seconds_left: numberOf(value.seconds_left),
  };
}

export function readRunChange({ topic, id, data }: LiveEvent): RunChange | null {
  const status = STATUSES.find((known) => known === data.status);
  if (topic !== 'run' || id === null || status === undefined) return null;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { id, kind: text(data.kind), subject: text(data.subject), status, progress: readProgress(data.progress) };
}
