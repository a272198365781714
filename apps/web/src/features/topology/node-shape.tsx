import { IconServer2 } from '@tabler/icons-react';
import { drag } from 'd3-drag';
import { select } from 'd3-selection';
import { memo, useEffect, useRef } from 'react';
import type { Point } from './curve';
import type { GraphNode } from './graph';
import { lookOf } from './health-look';
import { HealthMark } from './health-mark';
import { shorten } from './in-words';
import { onPress } from './link-shape';
import { CROWDED_SCALE } from './room';
import classes from './graph-view.module.css';

interface NodeShapeProps {
  node: GraphNode;
  at: Point;
  label: string;
  /** How large the name is drawn; null where it has no room. */
  nameScale: number | null;
  isDim: boolean;
  isChosen: boolean;
  onHover: (key: string | null) => void;
  onChoose: (key: string) => void;
  onMove: (id: number, to: Point) => void;
}

export const NodeShape = memo(function NodeShape({
  node,
  at,
  label,
  nameScale,
  isDim,
  isChosen,
  onHover,
  onChoose,
  onMove,
}: NodeShapeProps) {
  const shape = useRef<SVGGElement>(null);
  const place = useRef(at);
  const { color, dashes } = lookOf(node.health);

  useEffect(() => {
    place.current = at;
  }, [at]);

  useEffect(() => {
    if (shape.current === null) return undefined;
    const element = select(shape.current);
    const moving = drag<SVGGElement, unknown>()
      .subject(() => place.current)
      .on('drag', ({ x, y }: Point) => onMove(node.id, { x, y }));
    element.call(moving);
    return () => void element.on('.drag', null);
  }, [node.id, onMove]);

  return (
    <g
      ref={shape}
      className={classes.node}
      transform={`translate(${at.x},${at.y})`}
      data-dim={isDim}
      data-chosen={isChosen}
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={isChosen}
      onPointerEnter={() => onHover(node.key)}
      onPointerLeave={() => onHover(null)}
      onFocus={() => onHover(node.key)}
      onBlur={() => onHover(null)}
      onClick={() => onChoose(node.key)}
      onKeyDown={onPress(() => onChoose(node.key))}
    >
      {isChosen && <circle r={node.radius + 6} className={classes.halo} strokeWidth={5} />}
      <circle
        r={node.radius}
        className={classes.disc}
        stroke={color}
        strokeWidth={3}
        strokeDasharray={dashes(3) ?? undefined}
      />
      <IconServer2 x={-11} y={-11} width={22} height={22} stroke={1.7} className={classes.symbol} aria-hidden />
      <g transform={`translate(${node.radius * 0.72},${-node.radius * 0.72})`}>
        <circle r={9} className={classes.disc} stroke="none" />
        <HealthMark health={node.health} />
      </g>
      {nameScale !== null && (
        <g transform={`translate(0,${node.radius}) scale(${nameScale})`}>
          <text className={classes.name} y={17} textAnchor="middle">
            {shorten(node.name)}
          </text>
          {/* Keeps the two lines apart for those who hear them. */ ' '}
          {nameScale <= CROWDED_SCALE && (
            <text className={classes.note} y={32} textAnchor="middle">
              {`${node.mirrors_out} out · ${node.mirrors_in} in`}
            </text>
          )}
        </g>
      )}
    </g>
  );
});
