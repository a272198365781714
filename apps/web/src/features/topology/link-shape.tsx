import type { KeyboardEvent } from 'react';
import { count } from '../../ui/plural';
import { headOf, pathOf, pointAt, type Curve } from './curve';
import type { GraphLink } from './graph';
import { lookOf } from './health-look';
import { HealthMark } from './health-mark';
import classes from './graph-view.module.css';

interface LinkShapeProps {
  link: GraphLink;
  curve: Curve;
  label: string;
  /** The sign with the number; left out where many links would make it a thicket. */
  hasBadge: boolean;
  isDim: boolean;
  isChosen: boolean;
  onHover: (key: string | null) => void;
  onChoose: (key: string) => void;
}

/** Half the width of the sign with the number, px. */
export const signSize = (mirrors: number): number => 15 + count(mirrors).length * 3.6;

export const headSize = (width: number): number => 7 + width * 1.1;

/** Enter and space, as for any button. */
export const onPress = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  act();
};

export function LinkShape({ link, curve, label, hasBadge, isDim, isChosen, onHover, onChoose }: LinkShapeProps) {
  const { color, dashes } = lookOf(link.health);
  const path = pathOf(curve);
  const middle = pointAt(curve, 0.5);
  const text = count(link.shown);
  const half = signSize(link.shown);
  return (
    <g
      className={classes.link}
      data-dim={isDim}
      data-chosen={isChosen}
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={isChosen}
      onPointerEnter={() => onHover(link.key)}
      onPointerLeave={() => onHover(null)}
      onFocus={() => onHover(link.key)}
      onBlur={() => onHover(null)}
      onClick={() => onChoose(link.key)}
      onKeyDown={onPress(() => onChoose(link.key))}
    >
      <path d={path} className={classes.reach} strokeWidth={Math.max(22, link.width + 14)} />
      {isChosen && <path d={path} className={classes.halo} strokeWidth={link.width + 8} />}
      <path
        d={path}
        fill="none"
        stroke={color}
        strokeWidth={link.width}
        strokeDasharray={dashes(link.width) ?? undefined}
        className={classes.line}
      />
      <path d={headOf(curve, headSize(link.width))} fill={color} />
      {hasBadge && (
        <g transform={`translate(${middle.x},${middle.y})`}>
          <rect className={classes.badge} x={-half} y={-11} width={half * 2} height={22} rx={11} stroke={color} />
          <g transform={`translate(${-half + 12},0)`}>
            <HealthMark health={link.health} />
          </g>
          <text className={classes.badgeText} x={8} textAnchor="middle" dominantBaseline="central">
            {text}
          </text>
        </g>
      )}
    </g>
  );
}
