export const FAULT_KINDS = [
  '429',
  '500',
  '502',
  '503',
  'slow',
  'hang',
  'reset_before',
  'reset_after_write',
  'truncate',
  'revoked',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultMatch {
  method?: string;
  /** A regular expression, tried against the path with its query. */
  path?: string;
  /** Start with the n-th matching request, counted from 1. */
  nth?: number;
  /** Strike this share of the matching requests (0 to 1). */
  probability?: number;
  /** Makes `probability` repeatable. */
  seed?: number;
}

export interface FaultInput {
  match?: FaultMatch;
  kind: FaultKind;
  /** How often it strikes; by default once with `nth`, otherwise until it is removed. */
  times?: number;
  /** Seconds, for `429` and `503`. A `429` without it looks like an application limit: JSON, and no such header. */
  retryAfter?: number;
  /** For `slow` (1,000) and `hang` (until the client goes away). */
  ms?: number;
}

export interface Fault extends FaultInput {
  id: number;
  seen: number;
  fired: number;
}

/** A small repeatable generator of numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Failures on demand. */
export class Faults {
  private readonly faults = new Map<number, { fault: Fault; path: RegExp | null; random: () => number }>();
  private nextId = 1;

  add(input: FaultInput): Fault {
    const fault: Fault = { ...input, id: this.nextId++, seen: 0, fired: 0 };
    this.faults.set(fault.id, {
      fault,
      path: input.match?.path === undefined ? null : new RegExp(input.match.path),
      random: randomFrom(input.match?.seed ?? 1),
    });
    return fault;
  }

  remove(id: number): boolean {
    return this.faults.delete(id);
  }

  clear(): void {
    this.faults.clear();
  }

  list(): Fault[] {
    return [...this.faults.values()].map(({ fault }) => fault);
  }

  /** The fault that strikes this request, if any; the first one that was added wins. */
  strike(method: string, url: string): Fault | null {
    for (const { fault, path, random } of this.faults.values()) {
      const { match } = fault;
      if (match?.method && match.method.toUpperCase() !== method) continue;
      if (path && !path.test(url)) continue;
      fault.seen++;
      if (fault.seen < (match?.nth ?? 1)) continue;
      if (fault.fired >= (fault.times ?? (match?.nth === undefined ? Infinity : 1))) continue;
      if (match?.probability !== undefined && random() >= match.probability) continue;
      fault.fired++;
      return fault;
    }
    return null;
  }
}
