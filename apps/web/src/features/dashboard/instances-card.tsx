import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Instance } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { gitlabInWords, instanceHealth } from '../instances/instance-health';
import { instanceQueries } from '../instances/queries';
import classes from './dashboard.module.css';

const SHOWN = 6;

export function InstancesCard() {
  const instances = useQuery(instanceQueries.all());
  return (
    <Panel
      title="Instances"
      aside={
        <Anchor component={Link} to="/instances" size="xs" c="var(--mm-link)">
          Manage
        </Anchor>
      }
    >
      <ul className={classes.list}>
        {(instances.data?.items ?? []).slice(0, SHOWN).map((instance) => (
          <li key={instance.id}>
            <div className={classes.grow}>
              <Text size="sm" fw={550} className="truncate">
                {instance.name}
              </Text>
              <Text size="xs" c="dimmed" className="truncate">
                {describe(instance)}
              </Text>
            </div>
            <Text size="sm" component="div">
              <HealthLabel {...instanceHealth(instance)} />
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function describe(instance: Instance): string {
  const gitlab = gitlabInWords(instance);
  if (gitlab === null) return instance.url;
  const latency = instance.latency_ms === null ? '' : ` · ${instance.latency_ms} ms`;
  return `GitLab ${gitlab.version} ${gitlab.edition}${latency}`;
}
