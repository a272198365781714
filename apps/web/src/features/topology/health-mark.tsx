import type { TopologyHealth } from '../../api/model';
import { lookOf } from './health-look';

const INK = { fill: 'none', stroke: 'var(--mm-surface)', strokeWidth: 1.6, strokeLinecap: 'round' } as const;

/** A sign of its own for each health, drawn around 0,0 in a square of 14 px. */
export function HealthMark({ health }: { health: TopologyHealth }) {
  const { color } = lookOf(health);
  switch (health) {
    case 'ok':
      return (
        <g>
          <circle r={6.5} fill={color} />
          <path d="M-2.8,0.2 L-0.8,2.2 L2.9,-1.9" {...INK} strokeLinejoin="round" />
        </g>
      );
    case 'warning':
      return (
        <g>
          <path d="M0,-7 L7,5.6 L-7,5.6 Z" fill={color} stroke={color} strokeWidth={1.5} strokeLinejoin="round" />
          <path d="M0,-2.6 L0,1.2 M0,3.6 L0,3.6" {...INK} />
        </g>
      );
    case 'error':
      return (
        <g>
          <path d="M-2.7,-6.5 L2.7,-6.5 L6.5,-2.7 L6.5,2.7 L2.7,6.5 L-2.7,6.5 L-6.5,2.7 L-6.5,-2.7 Z" fill={color} />
          <path d="M0,-3.3 L0,0.6 M0,3.2 L0,3.2" {...INK} />
        </g>
      );
    default:
      return <circle r={5.5} fill="var(--mm-surface)" stroke={color} strokeWidth={1.8} strokeDasharray="2.6 1.9" />;
  }
}
