import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Dashboard } from '../../api/model';
import { HealthIcon } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { RelativeTime } from '../../ui/relative-time';
import { mirrorStatus } from '../mirrors/mirror-status';
import classes from './dashboard.module.css';

const SHOWN = 5;

export function ActivityCard({ activity }: { activity: Dashboard['recent_activity'] }) {
  return (
    <Panel
      title="Recent activity"
      aside={
        <Anchor component={Link} to="/activity" size="xs" c="var(--mm-link)">
          All activity
        </Anchor>
      }
    >
      {activity.length === 0 ? (
        <Text size="sm" c="dimmed" py="xs">
          Nothing has happened yet.
        </Text>
      ) : (
        <ul className={classes.list}>
          {activity.slice(0, SHOWN).map(({ id, project, activity_type, status, timestamp }) => (
            <li key={`${id}-${timestamp}`}>
              <HealthIcon
                health={
                  mirrorStatus({ enabled: true, phase: 'active', held_at: null, last_update_status: status }).health
                }
                size={18}
              />
              <div className={classes.grow}>
                <Link to={`/mirrors?mirror=${id}`} className={`${classes.itemLink} truncate`}>
                  {project}
                </Link>
                <Text size="xs" c="dimmed">
                  {activity_type}
                </Text>
              </div>
              <RelativeTime at={timestamp} size="xs" c="dimmed" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
