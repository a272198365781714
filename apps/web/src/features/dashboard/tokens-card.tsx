import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ExpiringToken } from '../../api/model';
import { HealthIcon } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { tokenStatus } from '../mirrors/mirror-status';
import { ListSkeleton } from './list-skeleton';
import { dashboardQueries } from './queries';
import classes from './dashboard.module.css';

const WHERE: Record<ExpiringToken['kind'], (id: number) => string> = {
  instance: () => '/instances',
  group: () => '/group-settings',
  project: (id) => `/mirrors?mirror=${id}`,
};

const whose = ({ kind, path, instance_name }: ExpiringToken): string =>
  kind === 'instance' ? `${instance_name}: access token` : `${path ?? ''} on ${instance_name}`;

const left = (days: number): string => {
  if (days < 0) return `expired ${plural(-days, 'day')} ago`;
  return days === 0 ? 'ends today' : `${plural(days, 'day')} left`;
};

/** The tokens that end first, and whether somebody has to do something about it. */
export function TokensCard() {
  const tokens = useQuery(dashboardQueries.tokens());
  return (
    <Panel fill title="Tokens that end first">
      {tokens.data === undefined ? (
        tokens.error ? (
          <QueryFault error={tokens.error} what="The tokens" onRetry={tokens.refetch} />
        ) : (
          <ListSkeleton rows={4} />
        )
      ) : tokens.data.items.length === 0 ? (
        <Text size="sm" c="dimmed" className={classes.nothing}>
          No token with a known end.
        </Text>
      ) : (
        <ul className={classes.list}>
          {tokens.data.items.map((token) => (
            <li key={`${token.kind}-${token.id}`}>
              <HealthIcon health={tokenStatus(token.token_status).health} size={18} />
              <div className={classes.grow}>
                <Link to={WHERE[token.kind](token.id)} className={`${classes.itemLink} truncate`}>
                  {whose(token)}
                </Link>
                <Text size="xs" c="dimmed" className="truncate" title={token.rotation_error ?? token.name}>
                  {token.rotation_error ?? (token.rotates_itself ? 'rotates by itself' : 'to be replaced by hand')}
                </Text>
              </div>
              <Text size="xs" c="dimmed" className="numbers">
                {left(token.days_left)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
