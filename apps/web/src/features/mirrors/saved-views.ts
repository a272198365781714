import { useLocalStorage } from '@mantine/hooks';
import { FILTER_PARAMS } from './filters';

export interface SavedView {
  name: string;
  /** Filters and sorting as the address has them. */
  query: string;
}

const PARAMS = [...FILTER_PARAMS, 'sort'].toSorted();

/** The part of the address that makes a view, in one order, so that equal views have equal texts. */
export function viewQuery(params: URLSearchParams): string {
  const view = new URLSearchParams();
  for (const name of PARAMS) {
    const value = params.get(name);
    if (value !== null && value !== '') view.set(name, value);
  }
  return view.toString();
}

/** The changes to the address that show a view: what it doesn't name is cleared. */
export function viewChanges(query: string): Record<string, string | null> {
  const view = new URLSearchParams(query);
  return Object.fromEntries(PARAMS.map((name) => [name, view.get(name)]));
}

export const BUILT_IN_VIEWS: SavedView[] = [
  { name: 'All mirrors', query: '' },
  { name: 'Failing', query: 'enabled=true&status=failed' },
  { name: 'Syncing now', query: 'status=updating' },
  { name: 'Drifted', query: 'verify=drift' },
  { name: 'Held for approval', query: 'held=true' },
  { name: 'Token expires soon', query: 'token=expiring_soon' },
  { name: 'Longest without success', query: 'enabled=true&sort=last_successful_update' },
  { name: 'Disabled', query: 'enabled=false' },
];

/** Views of one's own, remembered in this browser. A name that is taken is given its new meaning. */
export function useSavedViews(): {
  views: SavedView[];
  save: (view: SavedView) => void;
  forget: (name: string) => void;
} {
  const [views, setViews] = useLocalStorage<SavedView[]>({
    key: 'maestro-mirror-views',
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  return {
    views,
    save: (view) => setViews([...views.filter(({ name }) => name !== view.name), view]),
    forget: (name) => setViews(views.filter((view) => view.name !== name)),
  };
}
