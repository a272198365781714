import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconArrowsLeftRight,
  IconExternalLink,
  IconHelpCircle,
  IconLogout,
  IconMoon,
  IconRefresh,
  IconServer2,
  IconSun,
  IconTopologyStar3,
} from '@tabler/icons-react';
import type { SearchResult } from '../../api/model';
import { forgetCredentials } from '../../api/credentials';
import { apiBase } from '../../api/settings';
import { HealthIcon } from '../../ui/health';
import { answersFor } from '../../features/help/answers';
import { mirrorStatus } from '../../features/mirrors/mirror-status';
import type { Place } from './navigation';

const ICON = { size: 18, stroke: 1.7 } as const;

interface PaletteInput {
  query: string;
  places: Place[];
  found: SearchResult | undefined;
  /** What was found is the answer to an earlier query: what does not fit this one must not be started by it. */
  isStale: boolean;
  go: (to: string) => () => void;
  syncPair: (id: number, name: string) => void;
  setScheme: (scheme: 'light' | 'dark') => void;
  isSignedIn: boolean;
  maySync: boolean;
}

const group = (name: string, actions: SpotlightActionData[]): SpotlightActionGroupData => ({ group: name, actions });

const MAX_ANSWERS = 4;

/** Everything that can be jumped to or done, best first. */
export function paletteEntries(input: PaletteInput): SpotlightActionGroupData[] {
  const { query, places, found, go } = input;
  const words = query.trim().toLowerCase();
  const matches = (text: string): boolean => text.toLowerCase().includes(words);

  const fits = ({ label, description }: SpotlightActionData): boolean =>
    !input.isStale || matches(`${label ?? ''} ${description ?? ''}`);

  const pages = places
    .filter(({ label, hint }) => matches(`${label} ${hint}`))
    .map(({ to, label, hint, icon: Icon }) => ({
      id: to,
      label,
      description: hint,
      leftSection: <Icon {...ICON} />,
      onClick: go(to),
    }));

  const mirrors = (found?.mirrors ?? []).map((mirror) => ({
    id: `mirror-${mirror.id}`,
    label: mirror.source_project_path,
    description: `to ${mirror.target_project_path} · ${mirror.pair_name}`,
    leftSection: <HealthIcon health={mirrorStatus({ ...mirror, phase: 'active', held_at: null }).health} size={18} />,
    onClick: go(`/mirrors?mirror=${mirror.id}`),
  }));

  const pairs = (found?.pairs ?? []).flatMap((pair) => [
    {
      id: `pair-${pair.id}`,
      label: pair.name,
      description: `${pair.source_instance_name} → ${pair.target_instance_name}: its mirrors`,
      leftSection: <IconArrowsLeftRight {...ICON} />,
      onClick: go(`/mirrors?pair=${pair.id}`),
    },
    ...(input.maySync
      ? [
          {
            id: `sync-pair-${pair.id}`,
            label: `Sync ${pair.name}`,
            description: 'All of its mirrors, now',
            leftSection: <IconRefresh {...ICON} />,
            onClick: () => input.syncPair(pair.id, pair.name),
          },
        ]
      : []),
  ]);

  const instances = (found?.instances ?? []).flatMap((instance) => [
    {
      id: `instance-${instance.id}`,
      label: instance.name,
      description: instance.url,
      leftSection: <IconServer2 {...ICON} />,
      onClick: go('/instances'),
    },
    {
      id: `node-${instance.id}`,
      label: `${instance.name} in the topology`,
      description: 'What flows in and out',
      leftSection: <IconTopologyStar3 {...ICON} />,
      onClick: go(`/topology?show=node-${instance.id}`),
    },
  ]);

  const actions = [
    {
      id: 'light',
      label: 'Light colours',
      leftSection: <IconSun {...ICON} />,
      onClick: () => input.setScheme('light'),
    },
    { id: 'dark', label: 'Dark colours', leftSection: <IconMoon {...ICON} />, onClick: () => input.setScheme('dark') },
    {
      id: 'api',
      label: 'API reference',
      leftSection: <IconExternalLink {...ICON} />,
      onClick: () => void window.open(`${apiBase}/docs`, '_blank', 'noreferrer'),
    },
    ...(input.isSignedIn
      ? [
          {
            id: 'sign-out',
            label: 'Sign out',
            leftSection: <IconLogout {...ICON} />,
            onClick: () => forgetCredentials(null),
          },
        ]
      : []),
  ].filter(({ label }) => words !== '' && matches(label));

  const answers = answersFor(words)
    .slice(0, MAX_ANSWERS)
    .map(({ id, question }) => ({
      id: `help-${id}`,
      label: question,
      leftSection: <IconHelpCircle {...ICON} />,
      onClick: go(`/help?q=${encodeURIComponent(question)}`),
    }));

  return [
    group('Mirrors', mirrors.filter(fits)),
    group('Pairs', pairs.filter(fits)),
    group('Instances', instances.filter(fits)),
    group('Pages', pages),
    group('Actions', actions),
    group('Help', answers),
  ].filter((entry) => entry.actions.length > 0);
}
