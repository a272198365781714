import { ActionIcon, Checkbox, Text } from '@mantine/core';
import { IconArrowNarrowRight, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { Mirror } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { RelativeTime } from '../../ui/relative-time';
import { toastDone } from '../../ui/toast';
import type { ColumnKey, MirrorColumn } from './columns';
import { mirrorStatus, tokenStatus, verifyStatus } from './mirror-status';
import classes from './mirrors-table.module.css';
import { useTriggerMirror } from './queries';
import type { Refusal } from '../users/refusal';

interface MirrorRowProps {
  mirror: Mirror;
  columns: MirrorColumn[];
  selected: boolean;
  onToggle: (id: number) => void;
  may: Refusal;
}

const CELLS: Record<ColumnKey, (mirror: Mirror) => ReactNode> = {
  status: (mirror) => <StatusCell mirror={mirror} />,
  pair: ({ pair_name }) => <span className="truncate">{pair_name}</span>,
  direction: ({ effective_mirror_direction }) => (
    <Text size="sm" c="dimmed">
      {effective_mirror_direction === 'push' ? 'Push' : 'Pull'}
    </Text>
  ),
  updated: ({ last_successful_update }) => <RelativeTime at={last_successful_update} size="sm" pos="relative" />,
  attempted: ({ last_update_at }) => <RelativeTime at={last_update_at} size="sm" pos="relative" />,
  token: ({ token_status }) => <HealthLabel {...tokenStatus(token_status)} />,
  verify: ({ verify_status, verified_at }) => (
    <>
      <HealthLabel {...verifyStatus(verify_status)} />
      {verified_at !== null && <RelativeTime at={verified_at} size="xs" c="dimmed" display="block" />}
    </>
  ),
  issues: ({ issue_sync_enabled }) => (
    <Text size="sm" c={issue_sync_enabled ? undefined : 'dimmed'}>
      {issue_sync_enabled ? 'On' : 'Off'}
    </Text>
  ),
  created: ({ created_at }) => <RelativeTime at={created_at} size="sm" pos="relative" />,
};

/** The cells of one mirror. */
export const MirrorRow = memo(function MirrorRow({ mirror, columns, selected, onToggle, may }: MirrorRowProps) {
  const trigger = useTriggerMirror();
  const { search } = useLocation();
  const details = new URLSearchParams(search);
  details.set('mirror', String(mirror.id));

  return (
    <>
      <div role="cell" className={classes.select}>
        <Checkbox
          size="xs"
          aria-label={`Select ${mirror.source_project_path}`}
          checked={selected}
          onChange={() => onToggle(mirror.id)}
        />
      </div>
      <div role="cell" className={classes.project}>
        <Link to={`?${details.toString()}`} preventScrollReset className={`${classes.name} truncate`}>
          {mirror.source_project_path}
        </Link>
        <span className={classes.target}>
          <IconArrowNarrowRight size={14} aria-label="is mirrored to" />
          <span className="truncate">{mirror.target_project_path}</span>
        </span>
      </div>
      {columns.map(({ key }) => (
        <div key={key} role="cell" className={classes[key]}>
          {CELLS[key](mirror)}
        </div>
      ))}
      <div role="cell" className={classes.actions}>
        <ActionIcon
          aria-label={`Sync ${mirror.source_project_path} now`}
          title={mirror.enabled ? 'Sync now' : 'Disabled mirrors are not synced'}
          disabled={!mirror.enabled}
          {...may}
          loading={trigger.isPending}
          onClick={() =>
            trigger.mutate(mirror.id, {
              onSuccess: () => toastDone(`The sync of ${mirror.source_project_path} is on its way.`),
            })
          }
        >
          <IconRefresh size={17} />
        </ActionIcon>
        <IconChevronRight size={16} className={classes.chevron} aria-hidden />
      </div>
    </>
  );
});

function StatusCell({ mirror }: { mirror: Mirror }) {
  const failed = mirror.last_update_status === 'failed' && mirror.enabled;
  const drifted = mirror.enabled && (mirror.verify_status === 'drift' || mirror.verify_status === 'orphan');
  return (
    <>
      <HealthLabel {...mirrorStatus(mirror)} />
      {failed && mirror.last_error !== null ? (
        <span className={`${classes.error} truncate`} title={mirror.last_error}>
          {mirror.last_error}
        </span>
      ) : (
        drifted && <span className={`${classes.error} truncate`}>{verifyStatus(mirror.verify_status).label}</span>
      )}
    </>
  );
}
