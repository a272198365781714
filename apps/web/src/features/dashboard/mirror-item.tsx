import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from 'react-router';
import { HealthIcon, type Health } from '../../ui/health';
import { toastDone } from '../../ui/toast';
import { useTriggerMirror } from '../mirrors/queries';
import classes from './dashboard.module.css';
import { useMay } from '../users/use-may';

interface MirrorItemProps {
  id: number;
  /** Of its source project. */
  path: string;
  health: Health;
  note: string;
  /** What to do about it: said first, with the note on hover. */
  advice?: string | null;
  /** Offers to sync it now. */
  canAct?: boolean;
}

export function MirrorItem({ id, path, health, note, advice = null, canAct = false }: MirrorItemProps) {
  const trigger = useTriggerMirror();
  const may = useMay('mirrors');
  return (
    <li>
      <HealthIcon health={health} size={18} />
      <div className={classes.grow}>
        <Link to={`/mirrors?mirror=${id}`} className={`${classes.itemLink} truncate`}>
          {path}
        </Link>
        <Tooltip label={note}>
          <Text size="xs" c="dimmed" className="truncate">
            {advice ?? note}
          </Text>
        </Tooltip>
      </div>
      {canAct && (
        <Tooltip label="Sync now">
          <ActionIcon
            aria-label={`Sync ${path} now`}
            loading={trigger.isPending}
            {...may}
            onClick={() => trigger.mutate(id, { onSuccess: () => toastDone('The sync is on its way.') })}
          >
            <IconRefresh size={17} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
