/** One line of the result: a number that was measured, and what it has to reach. */
export interface Measurement {
  work: string;
  measured: number;
  unit: string;
  limit: { at: 'most' | 'least'; value: number };
  /** What explains the number, such as requests by route. */
  details?: Record<string, unknown>;
}

export interface BenchOptions {
  /** Part of the full size (0–1], for a quick look; only the full size counts. */
  scale: number;
}

export interface BenchCase {
  name: string;
  /** Takes many minutes, so it only runs when it is asked for. */
  long?: boolean;
  run(options: BenchOptions): Promise<Measurement[]>;
}

export const atMost = (value: number): Measurement['limit'] => ({ at: 'most', value });
export const atLeast = (value: number): Measurement['limit'] => ({ at: 'least', value });

export const isReached = ({ measured, limit }: Measurement): boolean =>
  limit.at === 'most' ? measured <= limit.value : measured >= limit.value;

/** @param share 0–1 */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
