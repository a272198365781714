import type { TopologyHealth } from '../../api/model';
import type { Health } from '../../ui/health';

interface Look {
  label: string;
  color: string;
  /** How the same thing looks elsewhere. */
  icon: Health;
  /** Dashes of a line of this width, so that colour is never the only sign; null is a line without gaps. */
  dashes: (width: number) => string | null;
}

const LOOK: Record<TopologyHealth, Look> = {
  ok: { label: 'Healthy', color: 'var(--mm-health-ok)', icon: 'ok', dashes: () => null },
  warning: {
    label: 'Warning',
    color: 'var(--mm-health-warning)',
    icon: 'warning',
    dashes: (width) => `${10 + width} ${5 + width * 0.4}`,
  },
  error: {
    label: 'Error',
    color: 'var(--mm-health-error)',
    icon: 'error',
    dashes: (width) => `${3 + width * 0.35} ${3.5 + width * 0.35}`,
  },
  unknown: {
    label: 'Unknown',
    color: 'var(--mm-health-unknown)',
    icon: 'unknown',
    dashes: (width) => `1.5 ${5 + width * 0.5}`,
  },
};

export const HEALTHS: TopologyHealth[] = ['ok', 'warning', 'error', 'unknown'];
export const lookOf = (health: TopologyHealth): Look => LOOK[health];
