import { Paper, SimpleGrid, Text } from '@mantine/core';
import {
  IconAlertOctagon,
  IconArrowsLeftRight,
  IconHeartbeat,
  IconRefresh,
  IconServer2,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Dashboard } from '../../api/model';
import { count, plural } from '../../ui/plural';
import { Pulse } from '../../ui/pulse';
import { dashboardQueries } from './queries';
import classes from './dashboard.module.css';

interface Total {
  label: string;
  value: string;
  note: string;
  to: string;
  icon: Icon;
  tone?: 'error' | 'syncing';
}

export function TotalsRow({ summary, health }: Pick<Dashboard, 'summary' | 'health'>) {
  const quick = useQuery(dashboardQueries.quickStats());
  const syncing = quick.data?.syncing_count ?? 0;
  const off = summary.total_mirrors - summary.enabled_mirrors;
  const totals: Total[] = [
    {
      label: 'Mirrors',
      value: count(summary.total_mirrors),
      note: off === 0 ? 'all enabled' : `${count(off)} disabled`,
      to: '/mirrors',
      icon: IconRefresh,
    },
    {
      label: 'In sync',
      value: `${Math.floor(summary.health_percentage)} %`,
      note: plural(health.success, 'mirror'),
      to: '/mirrors?status=finished',
      icon: IconHeartbeat,
    },
    {
      label: 'Failing',
      value: count(health.failed),
      note: `${count(quick.data?.recent_failures ?? 0)} in 24 hours`,
      to: '/mirrors?status=failed',
      icon: IconAlertOctagon,
      ...(health.failed > 0 ? { tone: 'error' } : {}),
    },
    {
      label: 'Syncing now',
      value: count(syncing),
      note: syncing === 0 ? 'all quiet' : 'under way',
      to: '/mirrors?status=updating',
      icon: IconArrowsLeftRight,
      ...(syncing > 0 ? { tone: 'syncing' } : {}),
    },
    {
      label: 'Instances',
      value: count(summary.total_instances),
      note: plural(summary.total_pairs, 'pair'),
      to: '/topology',
      icon: IconServer2,
    },
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing={{ base: 'xs', sm: 'md' }} className={classes.totals}>
      {totals.map(({ label, value, note, to, icon: Sign, tone }) => (
        <Paper key={label} component={Link} to={to} className={classes.total} data-tone={tone}>
          <span className={classes.totalLabel}>
            <Sign size={16} stroke={1.7} aria-hidden />
            {label}
          </span>
          <span className={`${classes.totalNumber} numbers`}>
            {value}
            {tone === 'syncing' && <Pulse />}
          </span>
          <Text span size="xs" c="dimmed" className="numbers">
            {note}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
