import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconClockHour4,
  IconCircleOff,
  type Icon,
} from '@tabler/icons-react';
import { Pulse } from './pulse';
import classes from './health.module.css';

/** How something is doing; each has its own shape and goes with a word, so that colour is never the only sign. */
export type Health = 'ok' | 'warning' | 'error' | 'unknown' | 'pending' | 'syncing' | 'off';

const LOOK: Record<Exclude<Health, 'syncing'>, { icon: Icon; color: string }> = {
  ok: { icon: IconCircleCheckFilled, color: 'var(--mm-health-ok)' },
  warning: { icon: IconAlertTriangleFilled, color: 'var(--mm-health-warning)' },
  error: { icon: IconAlertOctagonFilled, color: 'var(--mm-health-error)' },
  unknown: { icon: IconCircleDashed, color: 'var(--mm-health-unknown)' },
  pending: { icon: IconClockHour4, color: 'var(--mm-health-unknown)' },
  off: { icon: IconCircleOff, color: 'var(--mm-health-unknown)' },
};

export function HealthIcon({ health, size = 16 }: { health: Health; size?: number }) {
  if (health === 'syncing') {
    return (
      <span className={classes.pulse} style={{ width: size, height: size }}>
        <Pulse size={Math.round(size / 2)} />
      </span>
    );
  }
  const { icon: Icon, color } = LOOK[health];
  return <Icon size={size} color={color} aria-hidden />;
}

export function HealthLabel({ health, label }: { health: Health; label: string }) {
  return (
    <span className={classes.label} data-health={health}>
      <HealthIcon health={health} />
      <span>{label}</span>
    </span>
  );
}
