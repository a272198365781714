import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconArrowNarrowRight, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import type { Mirror } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { RelativeTime } from '../../ui/relative-time';
import { toastDone } from '../../ui/toast';
import { mirrorStatus } from './mirror-status';
import classes from './mirrors-table.module.css';
import { useTriggerMirror } from './queries';

/** The cells of one mirror. */
export function MirrorRow({ mirror }: { mirror: Mirror }) {
  const trigger = useTriggerMirror();
  const { search } = useLocation();
  const details = new URLSearchParams(search);
  details.set('mirror', String(mirror.id));
  const failed = mirror.last_update_status === 'failed' && mirror.enabled;

  return (
    <>
      <div role="cell" className={classes.project}>
        <Link to={`?${details.toString()}`} preventScrollReset className={`${classes.name} truncate`}>
          {mirror.source_project_path}
        </Link>
        <span className={classes.target}>
          <IconArrowNarrowRight size={14} aria-label="is mirrored to" />
          <span className="truncate">{mirror.target_project_path}</span>
        </span>
      </div>
      <div role="cell" className={classes.status}>
        <HealthLabel {...mirrorStatus(mirror)} />
        {failed && mirror.last_error !== null && (
          <span className={`${classes.error} truncate`} title={mirror.last_error}>
            {mirror.last_error}
          </span>
        )}
      </div>
      <div role="cell" className={classes.pair}>
        <Text size="sm" className="truncate">
          {mirror.pair_name}
        </Text>
        <Text size="xs" c="dimmed">
          {mirror.effective_mirror_direction === 'push' ? 'Push' : 'Pull'}
        </Text>
      </div>
      <div role="cell" className={classes.updated}>
        <RelativeTime at={mirror.last_successful_update} size="sm" pos="relative" />
      </div>
      <div role="cell" className={classes.actions}>
        <Tooltip label={mirror.enabled ? 'Sync now' : 'Disabled mirrors are not synced'}>
          <ActionIcon
            aria-label={`Sync ${mirror.source_project_path} now`}
            disabled={!mirror.enabled}
            loading={trigger.isPending}
            onClick={() =>
              trigger.mutate(mirror.id, {
                onSuccess: () => toastDone(`The sync of ${mirror.source_project_path} is on its way.`),
              })
            }
          >
            <IconRefresh size={17} />
          </ActionIcon>
        </Tooltip>
        <IconChevronRight size={16} className={classes.chevron} aria-hidden />
      </div>
    </>
  );
}
