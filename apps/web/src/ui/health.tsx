import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconClockHour4,
  IconCircleOff,
  IconRefresh,
  type Icon,
} from '@tabler/icons-react';
import classes from './health.module.css';

/** How something is doing; each has its own shape and goes with a word, so that colour is never the only sign. */
export type Health = 'ok' | 'warning' | 'error' | 'unknown' | 'pending' | 'syncing' | 'off';

const LOOK: Record<Health, { icon: Icon; color: string; spin?: boolean }> = {
  ok: { icon: IconCircleCheckFilled, color: 'var(--mm-health-ok)' },
  warning: { icon: IconAlertTriangleFilled, color: 'var(--mm-health-warning)' },
  error: { icon: IconAlertOctagonFilled, color: 'var(--mm-health-error)' },
  unknown: { icon: IconCircleDashed, color: 'var(--mm-health-unknown)' },
  pending: { icon: IconClockHour4, color: 'var(--mm-health-unknown)' },
  syncing: { icon: IconRefresh, color: 'var(--mm-health-syncing)', spin: true },
  off: { icon: IconCircleOff, color: 'var(--mm-health-unknown)' },
};

export function HealthIcon({ health, size = 16 }: { health: Health; size?: number }) {
  const { icon: Icon, color, spin } = LOOK[health];
  return <Icon size={size} color={color} className={spin ? 'spin' : ''} aria-hidden />;
}

export function HealthLabel({ health, label }: { health: Health; label: string }) {
  return (
    <span className={classes.label} data-health={health}>
      <HealthIcon health={health} />
      <span>{label}</span>
    </span>
  );
}
