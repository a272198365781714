import { Paper, SimpleGrid, Text } from '@mantine/core';
import { IconArrowsLeftRight, IconRefresh, IconServer2 } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Dashboard } from '../../api/model';
import { count } from '../../ui/plural';
import classes from './dashboard.module.css';

const CARDS = [
  { key: 'total_mirrors', label: 'Mirrors', to: '/mirrors', icon: IconRefresh },
  { key: 'total_pairs', label: 'Pairs', to: '/pairs', icon: IconArrowsLeftRight },
  { key: 'total_instances', label: 'Instances', to: '/instances', icon: IconServer2 },
] as const;

export function TotalsRow({ summary }: Pick<Dashboard, 'summary'>) {
  return (
    <SimpleGrid cols={3} spacing={{ base: 'xs', sm: 'md' }}>
      {CARDS.map(({ key, label, to, icon: Icon }) => (
        <Paper key={key} component={Link} to={to} className={classes.total}>
          <Text size="sm" c="dimmed" className={classes.totalLabel}>
            <Icon size={16} stroke={1.7} aria-hidden />
            {label}
          </Text>
          <Text className={`${classes.totalNumber} numbers`}>{count(summary[key])}</Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
