import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import type { SortKey } from './filters';

export type ColumnKey =
  'status' | 'pair' | 'direction' | 'updated' | 'attempted' | 'token' | 'verify' | 'issues' | 'created';

export interface MirrorColumn {
  key: ColumnKey;
  header: string;
  /** Its share of the width; the mirror itself has 3. */
  share: number;
  sort?: SortKey;
}

/** Everything beside the mirror itself, which is always there. */
export const COLUMNS: readonly MirrorColumn[] = [
  { key: 'status', header: 'Status', share: 1.5, sort: 'last_update_status' },
  { key: 'pair', header: 'Pair', share: 1.2 },
  { key: 'direction', header: 'Direction', share: 0.7 },
  { key: 'updated', header: 'Last success', share: 1, sort: 'last_successful_update' },
  { key: 'attempted', header: 'Last attempt', share: 1, sort: 'last_update_at' },
  { key: 'token', header: 'Token', share: 1.3, sort: 'mirror_token_expires_at' },
  { key: 'verify', header: 'Verified', share: 1.4 },
  { key: 'issues', header: 'Issue sync', share: 0.8 },
  { key: 'created', header: 'Created', share: 0.9, sort: 'created_at' },
];

const DEFAULT: ColumnKey[] = ['status', 'pair', 'direction', 'updated'];

/** Remembered in this browser. Tolerant of columns that another version knew. */
export function useColumns(): {
  columns: MirrorColumn[];
  shows: (key: ColumnKey) => boolean;
  toggle: (key: ColumnKey) => void;
  reset: () => void;
} {
  const [chosen, choose] = useLocalStorage<ColumnKey[]>({
    key: 'maestro-mirror-columns',
    defaultValue: DEFAULT,
    getInitialValueInEffect: false,
  });
  const shows = (key: ColumnKey): boolean => chosen.includes(key);
  // The same list as long as the choice is the same: rows are drawn anew only when it changes.
  const columns = useMemo(() => COLUMNS.filter(({ key }) => chosen.includes(key)), [chosen]);
  return {
    columns,
    shows,
    toggle: (key) => choose(shows(key) ? chosen.filter((other) => other !== key) : [...chosen, key]),
    reset: () => choose(DEFAULT),
  };
}
