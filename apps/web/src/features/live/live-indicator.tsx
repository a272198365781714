import { Tooltip } from '@mantine/core';
import { useConnection } from '../../api/connection';
import { useLiveState } from './live-state';
import classes from './live-indicator.module.css';

const LOOK = {
  live: { label: 'Live', hint: 'Changes appear as they happen.' },
  connecting: { label: 'Connecting', hint: 'Live updates are being connected.' },
  polling: {
    label: 'Every 30 s',
    hint: 'Live updates are interrupted. Everything is asked for every 30 seconds instead.',
  },
  away: { label: 'Away', hint: 'The server does not answer. This page reconnects by itself.' },
} as const;

/** How fresh the page is. */
export function LiveIndicator() {
  const live = useLiveState();
  const state = useConnection() === 'away' ? 'away' : live;
  const { label, hint } = LOOK[state];
  return (
    <Tooltip label={hint}>
      <span className={classes.indicator} data-state={state} tabIndex={0} role="note" aria-label={`${label}: ${hint}`}>
        <span className={classes.dot} aria-hidden />
        <span className={classes.label} aria-hidden>
          {label}
        </span>
      </span>
    </Tooltip>
  );
}
