import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Instance } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { gitlabInWords, instanceHealth } from '../instances/instance-health';
import { instanceQueries } from '../instances/queries';
import { ListSkeleton } from './list-skeleton';
import classes from './dashboard.module.css';

const SHOWN = 6;
const RANK = { error: 0, warning: 1, unknown: 2 } as const;

const rank = (instance: Instance): number => {
  const { health } = instanceHealth(instance);
  return health === 'error' || health === 'warning' || health === 'unknown' ? RANK[health] : 3;
};

/** The instances that need somebody first. */
export function InstancesCard() {
  const instances = useQuery(instanceQueries.all());
  const shown = instances.data?.items.toSorted((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
  return (
    <Panel
      fill
      title="Instances"
      aside={
        <Anchor component={Link} to="/instances" size="xs" c="var(--mm-link)">
          {(instances.data?.total ?? 0) > SHOWN ? `All ${instances.data?.total}` : 'Manage'}
        </Anchor>
      }
    >
      {shown === undefined ? (
        <ListSkeleton rows={4} />
      ) : (
        <ul className={classes.list}>
          {shown.map((instance) => (
            <li key={instance.id}>
              <div className={classes.grow}>
                <Text size="sm" fw={550} className="truncate">
                  {instance.name}
                </Text>
                <Text size="xs" c="dimmed" className="truncate numbers">
                  {describe(instance)}
                </Text>
              </div>
              <HealthLabel {...instanceHealth(instance)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function describe(instance: Instance): string {
  const gitlab = gitlabInWords(instance);
  if (gitlab === null) return instance.url;
  const latency = instance.latency_ms === null ? '' : ` · ${instance.latency_ms} ms`;
  return `GitLab ${gitlab.version} ${gitlab.edition}${latency}`;
}
