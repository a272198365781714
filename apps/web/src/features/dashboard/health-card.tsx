import { Group, RingProgress, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Dashboard } from '../../api/model';
import { HealthLabel, type Health } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { count } from '../../ui/plural';
import classes from './dashboard.module.css';

interface Share {
  key: keyof Dashboard['health'];
  health: Health;
  label: string;
  color: string;
  to?: string;
}

const SHARES: Share[] = [
  { key: 'success', health: 'ok', label: 'In sync', color: 'var(--mm-health-ok)', to: '/mirrors?status=finished' },
  { key: 'pending', health: 'pending', label: 'Under way', color: 'var(--mm-health-syncing)' },
  { key: 'failed', health: 'error', label: 'Failed', color: 'var(--mm-health-error)', to: '/mirrors?status=failed' },
  { key: 'unknown', health: 'unknown', label: 'Unknown', color: 'var(--mm-border)' },
];

/** How many mirrors are in which state; the share that is in sync stands in the ring. */
export function HealthCard({ summary, health }: Pick<Dashboard, 'summary' | 'health'>) {
  const total = Math.max(1, summary.total_mirrors);
  const percent = Math.floor(summary.health_percentage);
  return (
    <Panel fill title="Health">
      <Group gap="md" className={classes.health}>
        <RingProgress
          size={156}
          thickness={13}
          role="img"
          aria-label={`${percent} % of the mirrors are in sync`}
          sections={SHARES.map(({ key, color }) => ({ value: (health[key] / total) * 100, color }))}
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
        <ul className={classes.legend}>
          {SHARES.map((share) => (
            <li key={share.key}>
              {share.to === undefined ? (
                <LegendEntry share={share} n={health[share.key]} />
              ) : (
                <Link to={share.to}>
                  <LegendEntry share={share} n={health[share.key]} />
                </Link>
              )}
            </li>
          ))}
        </ul>
      </Group>
    </Panel>
  );
}

function LegendEntry({ share, n }: { share: Share; n: number }) {
  return (
    <span className={classes.legendEntry}>
      <HealthLabel health={share.health} label={share.label} />
      <span className="numbers">{count(n)}</span>
    </span>
  );
}
