import { ActionIcon, Anchor, Text, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Mirror } from '../../api/model';
import { HealthIcon, type Health } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { mirrorStatus } from '../mirrors/mirror-status';
import { mirrorQueries, useTriggerMirror } from '../mirrors/queries';
import { ListSkeleton } from './list-skeleton';
import classes from './dashboard.module.css';

const SHOWN = 5;

export function FailingCard() {
  const mirrors = useQuery(mirrorQueries.page({ status: 'failed', enabled: true, per_page: SHOWN }));
  const more = (mirrors.data?.total ?? 0) - SHOWN;
  return (
    <Panel
      title="Failing"
      aside={
        more > 0 && (
          <Anchor component={Link} to="/mirrors?status=failed&enabled=true" size="xs" c="var(--mm-link)">
            {plural(more, 'more', 'more')}
          </Anchor>
        )
      }
    >
      <MirrorList empty="No mirror fails. All good." items={mirrors.data?.items}>
        {(mirror) => (
          <MirrorItem
            key={mirror.id}
            mirror={mirror}
            health={mirrorStatus(mirror).health}
            canAct
            note={mirror.last_error ?? `to ${mirror.target_project_path}`}
            advice={mirror.last_error_advice}
          />
        )}
      </MirrorList>
    </Panel>
  );
}

interface MirrorListProps {
  /** Undefined while they load. */
  items: Mirror[] | undefined;
  empty: string;
  children: (mirror: Mirror) => ReactNode;
}

export function MirrorList({ items, empty, children }: MirrorListProps) {
  if (items === undefined) return <ListSkeleton rows={SHOWN} />;
  return items.length === 0 ? (
    <Text size="sm" c="dimmed" className={classes.nothing}>
      {empty}
    </Text>
  ) : (
    <ul className={classes.list}>{items.map(children)}</ul>
  );
}

interface MirrorItemProps {
  mirror: Mirror;
  health: Health;
  note: ReactNode;
  /** What to do about it, on hover. */
  advice?: string | null;
  /** Offers to sync it now. */
  canAct?: boolean;
}

export function MirrorItem({ mirror, health, note, advice = null, canAct = false }: MirrorItemProps) {
  const trigger = useTriggerMirror();
  return (
    <li>
      <HealthIcon health={health} size={18} />
      <div className={classes.grow}>
        <Link to={`/mirrors?mirror=${mirror.id}`} className={`${classes.itemLink} truncate`}>
          {mirror.source_project_path}
        </Link>
        <Tooltip
          label={
            <>
              {note}
              {advice !== null && (
                <Text size="sm" fw={600} mt={4}>
                  {advice}
                </Text>
              )}
            </>
          }
        >
          <Text size="xs" c="dimmed" className="truncate">
            {note}
          </Text>
        </Tooltip>
      </div>
      {canAct && (
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
