import { ActionIcon, Anchor, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Mirror, UpdateStatus } from '../../api/model';
import { HealthIcon } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { mirrorStatus } from '../mirrors/mirror-status';
import { mirrorQueries, useTriggerMirror } from '../mirrors/queries';
import classes from './dashboard.module.css';

const SHOWN = 5;
const REFRESH_MS = 5_000;

export function MirrorListCard({ title, status, empty }: { title: string; status: UpdateStatus; empty: string }) {
  const query = { status, enabled: true };
  const mirrors = useQuery({
    ...mirrorQueries.page({ ...query, per_page: SHOWN }),
    refetchInterval: REFRESH_MS,
  });
  const more = (mirrors.data?.total ?? 0) - SHOWN;

  return (
    <Panel
      title={title}
      aside={
        more > 0 && (
          <Anchor component={Link} to={`/mirrors?status=${status}&enabled=true`} size="xs" c="var(--mm-link)">
            {plural(more, 'more', 'more')}
          </Anchor>
        )
      }
    >
      {mirrors.data === undefined ? (
        <Skeleton height={92} />
      ) : mirrors.data.items.length === 0 ? (
        <Text size="sm" c="dimmed" py="xs">
          {empty}
        </Text>
      ) : (
        <ul className={classes.list}>
          {mirrors.data.items.map((mirror) => (
            <MirrorItem key={mirror.id} mirror={mirror} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function MirrorItem({ mirror }: { mirror: Mirror }) {
  const trigger = useTriggerMirror();
  const { health } = mirrorStatus(mirror);
  return (
    <li>
      <HealthIcon health={health} size={18} />
      <div className={classes.grow}>
        <Link to={`/mirrors?mirror=${mirror.id}`} className={`${classes.itemLink} truncate`}>
          {mirror.source_project_path}
        </Link>
        <Text size="xs" c="dimmed" className="truncate" title={mirror.last_error ?? undefined}>
          {health === 'error' && mirror.last_error !== null ? mirror.last_error : `to ${mirror.target_project_path}`}
        </Text>
      </div>
      {health === 'error' && (
        <Tooltip label="Sync now">
          <ActionIcon
            aria-label={`Sync ${mirror.source_project_path} now`}
            loading={trigger.isPending}
            onClick={() => trigger.mutate(mirror.id, { onSuccess: () => toastDone('The sync is on its way.') })}
          >
            <IconRefresh size={17} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
