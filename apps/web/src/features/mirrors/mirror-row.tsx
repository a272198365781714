import { IconArrowNarrowRight, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { Mirror } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { exactTime, relativeTime } from '../../ui/relative-time-text';
import type { Refusal } from '../users/refusal';
import type { ColumnKey, MirrorColumn } from './columns';
import { mirrorStatus, tokenStatus, verifyStatus } from './mirror-status';
import classes from './mirrors-table.module.css';

interface MirrorRowProps {
  /** Place in the whole list, from 0. */
  index: number;
  /** px below the top of the table's body, and how high it is. */
  top: number;
  height: number;
  /** Undefined while its page loads. */
  mirror: Mirror | undefined;
  columns: MirrorColumn[];
  /** Milliseconds since the epoch; one clock for all rows. */
  now: number;
  selected: boolean;
  active: boolean;
  /** Its sync is being asked for. */
  busy: boolean;
  /** The address of its details without the mirror itself. */
  search: string;
  may: Refusal;
  onToggle: (id: number) => void;
  onOpen: (id: number) => void;
  onSync: (mirror: Mirror) => void;
}

const CELLS: Record<ColumnKey, (mirror: Mirror, now: number) => ReactNode> = {
  status: (mirror) => <StatusCell mirror={mirror} />,
  pair: ({ pair_name }) => <span className="truncate">{pair_name}</span>,
  direction: ({ effective_mirror_direction }) => (
    <span className={classes.dim}>{effective_mirror_direction === 'push' ? 'Push' : 'Pull'}</span>
  ),
  updated: ({ last_successful_update }, now) => timeCell(last_successful_update, now),
  attempted: ({ last_update_at }, now) => timeCell(last_update_at, now),
  token: ({ token_status }) => <HealthLabel {...tokenStatus(token_status)} />,
  verify: ({ verify_status, verified_at }, now) => (
    <>
      <HealthLabel {...verifyStatus(verify_status)} />
      {verified_at !== null && <div className={classes.small}>{timeCell(verified_at, now)}</div>}
    </>
  ),
  issues: ({ issue_sync_enabled }) => (issue_sync_enabled ? 'On' : <span className={classes.dim}>Off</span>),
  created: ({ created_at }, now) => timeCell(created_at, now),
};

/** All of them are in the past; a clock that is some seconds behind must not make them the future. */
function timeCell(at: string | null, now: number): ReactNode {
  if (at === null) return <span className={classes.dim}>never</span>;
  const then = Date.parse(at);
  return (
    <time className={classes.time} dateTime={at} title={exactTime(then)}>
      {relativeTime(then, Math.max(now, then))}
    </time>
  );
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/**
 * One mirror. Plain elements: while one scrolls fast, hundreds of rows come and go each second, and components of a
 * library with their hooks would cost several times as much.
 */
export const MirrorRow = memo(function MirrorRow({ index, top, height, selected, active, ...rest }: MirrorRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-active={active}
      data-selected={selected}
      className={classes.row}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {rest.mirror ? <Cells {...rest} mirror={rest.mirror} selected={selected} /> : <Placeholder {...rest} />}
    </div>
  );
});

type CellsProps = Omit<MirrorRowProps, 'index' | 'top' | 'height' | 'active' | 'mirror'> & { mirror: Mirror };

function Cells({ mirror, columns, now, selected, busy, search, may, onToggle, onOpen, onSync }: CellsProps) {
  return (
    <>
      <div role="cell" className={classes.select}>
        <input
          type="checkbox"
          className={classes.check}
          aria-label={`Select ${mirror.source_project_path}`}
          checked={selected}
          onChange={() => onToggle(mirror.id)}
        />
      </div>
      <div role="cell" className={classes.project}>
        <a
          href={`?${search}mirror=${mirror.id}`}
          className={`${classes.name} truncate`}
          onClick={(event) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            onOpen(mirror.id);
          }}
        >
          {mirror.source_project_path}
        </a>
        <span className={classes.target}>
          <IconArrowNarrowRight size={14} aria-label="is mirrored to" />
          <span className="truncate">{mirror.target_project_path}</span>
        </span>
      </div>
      {columns.map(({ key }) => (
        <div key={key} role="cell" className={classes[key]}>
          {CELLS[key](mirror, now)}
        </div>
      ))}
      <div role="cell" className={classes.actions}>
        <button
          type="button"
          className={classes.sync}
          aria-label={`Sync ${mirror.source_project_path} now`}
          title={mirror.enabled ? 'Sync now' : 'Disabled mirrors are not synced'}
          disabled={!mirror.enabled || busy}
          {...may}
          aria-busy={busy}
          onClick={() => onSync(mirror)}
        >
          <IconRefresh size={17} aria-hidden />
        </button>
        <IconChevronRight size={16} className={classes.chevron} aria-hidden />
      </div>
    </>
  );
}

/** Nothing in it moves: while one drags the scrollbar there is nothing but these. */
function Placeholder({ columns }: { columns: MirrorColumn[] }) {
  return (
    <>
      <div role="cell" className={classes.select} />
      <div role="cell" className={classes.project}>
        <span className={classes.ghost} />
      </div>
      {columns.map(({ key }) => (
        <div key={key} role="cell" className={classes[key]}>
          <span className={classes.ghost} />
        </div>
      ))}
      <div role="cell" className={classes.actions} />
    </>
  );
}

function StatusCell({ mirror }: { mirror: Mirror }) {
  const failed = mirror.last_update_status === 'failed' && mirror.enabled;
  const drifted = mirror.enabled && (mirror.verify_status === 'drift' || mirror.verify_status === 'orphan');
  return (
    <>
      <HealthLabel {...mirrorStatus(mirror)} />
      {failed && mirror.last_error !== null ? (
        <span className={`${classes.error} truncate`} title={mirror.last_error}>
          {mirror.last_error_advice ?? mirror.last_error}
        </span>
      ) : (
        drifted && <span className={`${classes.error} truncate`}>{verifyStatus(mirror.verify_status).label}</span>
      )}
    </>
  );
}
