import { memo, type KeyboardEvent } from 'react';
import { count } from '../../ui/plural';
import { headOf, pathOf, type Curve, type Point } from './curve';
import type { GraphLink } from './graph';
import { lookOf } from './health-look';
import { HealthMark } from './health-mark';
import { SIGN_HEIGHT } from './room';
import classes from './graph-view.module.css';

interface LinkShapeProps {
  link: GraphLink;
  curve: Curve;
  label: string;
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

export const LinkShape = memo(function LinkShape({
  link,
  curve,
  label,
  isDim,
  isChosen,
  onHover,
  onChoose,
}: LinkShapeProps) {
  const { color, dashes } = lookOf(link.health);
  const path = pathOf(curve);
  return (
    <g
      className={classes.link}
      data-dim={isDim}
      data-chosen={isChosen}
      data-health={link.health}
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
    </g>
  );
});

interface LinkSignProps extends Pick<LinkShapeProps, 'link' | 'isDim' | 'onHover' | 'onChoose'> {
  at: Point;
  /** How large it is drawn. */
  scale: number;
}

/** The sign with the number, above all lines; says nothing that the line does not say to those who hear it. */
export const LinkSign = memo(function LinkSign({ link, at, scale, isDim, onHover, onChoose }: LinkSignProps) {
  const half = signSize(link.shown);
  return (
    <g
      className={classes.link}
      data-dim={isDim}
      transform={`translate(${at.x},${at.y}) scale(${scale})`}
      onPointerEnter={() => onHover(link.key)}
      onPointerLeave={() => onHover(null)}
      onClick={() => onChoose(link.key)}
      aria-hidden
    >
      <rect
        className={classes.badge}
        x={-half}
        y={-SIGN_HEIGHT / 2}
        width={half * 2}
        height={SIGN_HEIGHT}
        rx={SIGN_HEIGHT / 2}
        stroke={lookOf(link.health).color}
      />
      <g transform={`translate(${-half + 12},0)`}>
        <HealthMark health={link.health} />
      </g>
      <text className={classes.badgeText} x={8} textAnchor="middle" dominantBaseline="central">
        {count(link.shown)}
      </text>
    </g>
  );
});
