import { Group, RingProgress, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { HealthLabel } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { count } from '../../ui/plural';
import { mirrorStatus } from '../mirrors/mirror-status';
import { mirrorQueries } from '../mirrors/queries';
import classes from './dashboard.module.css';

const REFRESH_MS = 10_000;

const SHARES = [
  { key: 'finished', query: { status: 'finished', enabled: true }, color: 'var(--mm-health-ok)' },
  { key: 'updating', query: { status: 'updating', enabled: true }, color: 'var(--mm-health-syncing)' },
  { key: 'pending', query: { status: 'pending', enabled: true }, color: 'var(--mm-health-unknown)' },
  { key: 'failed', query: { status: 'failed', enabled: true }, color: 'var(--mm-health-error)' },
  { key: 'off', query: { enabled: false }, color: 'var(--mm-border)' },
] as const;

const labelOf = (key: (typeof SHARES)[number]['key']) =>
  key === 'off'
    ? mirrorStatus({ enabled: false, last_update_status: 'pending' })
    : mirrorStatus({ enabled: true, last_update_status: key });

/** How many mirrors are in which state; the share that is in sync stands in the ring. */
export function HealthCard({ total }: { total: number }) {
  const counts = useQueries({
    queries: SHARES.map(({ query }) => ({ ...mirrorQueries.count(query), refetchInterval: REFRESH_MS })),
  });
  const shares = SHARES.map((share, i) => ({ ...share, count: counts[i]?.data ?? 0 }));
  const inSync = shares.find(({ key }) => key === 'finished')?.count ?? 0;
  const enabled = total - (shares.find(({ key }) => key === 'off')?.count ?? 0);
  const percent = enabled === 0 ? 0 : Math.floor((inSync / enabled) * 100);

  return (
    <Panel title="Health">
      <Group gap="lg">
        <RingProgress
          size={148}
          thickness={12}
          roundCaps={false}
          aria-label={`${percent} % of the enabled mirrors are in sync`}
          role="img"
          sections={shares.map(({ count: n, color }) => ({ value: total === 0 ? 0 : (n / total) * 100, color }))}
          label={
            <>
              <Text ta="center" fw={640} fz={24} lh={1.1} className="numbers">
                {percent} %
              </Text>
              <Text ta="center" size="xs" c="dimmed">
                in sync
              </Text>
            </>
          }
        />
        <div className={classes.legend}>
          {shares.map(({ key, query, count: n }) => (
            <Link
              key={key}
              to={`/mirrors?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`}
            >
              <HealthLabel {...labelOf(key)} />
              <span className="numbers">{count(n)}</span>
            </Link>
          ))}
        </div>
      </Group>
    </Panel>
  );
}
