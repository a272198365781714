import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconFocusCentered, IconMinus, IconPlus, type Icon } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { curveBetween, loopAt, pointAt, type Curve, type Point } from './curve';
import { CROWD, neighbourhood, type Graph, type GraphLink } from './graph';
import { HEALTHS, lookOf } from './health-look';
import { HealthMark } from './health-mark';
import { linkInWords, nodeInWords, shorten } from './in-words';
import { layOut } from './layout';
import { headSize, LinkShape, LinkSign, signSize } from './link-shape';
import { NodeShape } from './node-shape';
import { ParticleLayer } from './particle-layer';
import type { Scene } from './particles';
import { scaleAt, shareRoom, SIGN_HEIGHT } from './room';
import { useBusyLinks } from './use-busy-links';
import { useZoom } from './use-zoom';
import classes from './graph-view.module.css';

const ORIGIN: Point = { x: 0, y: 0 };

interface GraphViewProps {
  graph: Graph;
  /** Key of the node or link whose mirrors are shown. */
  chosen: string | null;
  onChoose: (key: string | null) => void;
  /** For the export of the picture. */
  svg: RefObject<SVGSVGElement | null>;
}

function curveOf(
  link: GraphLink,
  places: ReadonlyMap<number, Point>,
  radii: ReadonlyMap<number, number>,
): Curve | null {
  const [source, target] = [places.get(link.source), places.get(link.target)];
  if (source === undefined || target === undefined) return null;
  const end = (id: number, place: Point) => ({ ...place, radius: (radii.get(id) ?? 20) + 4 });
  const gap = headSize(link.width);
  return link.source === link.target
    ? loopAt(end(link.source, source), link.lane, gap)
    : curveBetween(end(link.source, source), end(link.target, target), link.lane, gap);
}

export function GraphView({ graph, chosen, onChoose, svg }: GraphViewProps) {
  const { ref: box, width, height } = useElementSize<HTMLDivElement>();
  const [moved, setMoved] = useState<ReadonlyMap<number, Point>>(new Map());
  const [hovered, setHovered] = useState<string | null>(null);
  const scheme = useComputedColorScheme();
  const isBusy = useBusyLinks();
  const zoom = useZoom(svg, { width, height });

  // Numbers change often, places only when instances or links come or go, or the frame takes another shape.
  const aspect = width === 0 ? 0 : Math.round((width / height) * 4) / 4;
  const shape = [aspect, ...[...graph.nodes, ...graph.links].map(({ key }) => key)].join(' ');
  const settled = useRef<{ shape: string; places: Map<number, Point> }>({ shape: '', places: new Map() });
  const places = useMemo(() => {
    if (aspect === 0) return new Map<number, Point>();
    if (settled.current.shape !== shape) settled.current = { shape, places: layOut(graph, moved, aspect) };
    return new Map([...settled.current.places, ...moved]);
  }, [graph, shape, aspect, moved]);

  const curves = useMemo(() => {
    const radii = new Map(graph.nodes.map(({ id, radius }) => [id, radius]));
    return graph.links.flatMap((link) => {
      const curve = curveOf(link, places, radii);
      return curve === null ? [] : [{ link, curve }];
    });
  }, [graph, places]);

  const everything = useCallback(
    () => zoom.fit([...places.values(), ...curves.map(({ curve }) => pointAt(curve, 0.5))]),
    [zoom, places, curves],
  );
  const fitted = useRef('');
  useEffect(() => {
    const wanted = `${width}x${height} ${shape}`;
    if (width === 0 || fitted.current === wanted) return;
    fitted.current = wanted;
    everything();
  }, [width, height, shape, everything]);

  const near = useMemo(() => neighbourhood(graph, hovered ?? chosen), [graph, hovered, chosen]);
  const scale = scaleAt(zoom.scale);
  const room = useMemo(() => {
    const circles = graph.nodes.flatMap(({ id, key, name, radius, mirrors_in, mirrors_out }) => {
      const place = places.get(id);
      return place ? [{ ...place, key, name: shorten(name), radius, weight: mirrors_in + mirrors_out }] : [];
    });
    const lines = curves.map(({ link: { key, shown, health }, curve }) => ({
      key,
      curve,
      half: signSize(shown),
      isUrgent: health === 'error',
      weight: shown,
    }));
    return shareRoom(circles, lines, scale);
  }, [graph, places, curves, scale]);
  // What is pointed at is named, room or not.
  const signAt = useCallback(
    (key: string): number | null => room.signs.get(key) ?? (near?.has(key) === true ? 0.5 : null),
    [room, near],
  );
  const signs = useMemo(
    () =>
      curves.flatMap(({ link, curve }) => {
        const t = signAt(link.key);
        return t === null ? [] : [{ link, at: pointAt(curve, t) }];
      }),
    [curves, signAt],
  );
  const isDim = (key: string): boolean => near !== null && !near.has(key);
  const nameOf = (id: number): string => graph.nodes.find((node) => node.id === id)?.name ?? `instance ${id}`;
  const move = useCallback((id: number, to: Point) => setMoved((current) => new Map(current).set(id, to)), []);

  const frame = useRef<() => Scene>(() => ({ flows: [], covered: [] }));
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colorOf = (variable: string): string => style.getPropertyValue(variable.slice(4, -1)).trim();
    const syncing = colorOf('var(--mm-health-syncing)');
    const steady = curves
      .filter(({ link }) => link.enabled_count > 0)
      .map(({ link, curve }) => ({
        link,
        key: link.key,
        curve,
        width: link.width,
        isDim: near !== null && !near.has(link.key),
        color: colorOf(lookOf(link.health).color),
      }));
    const covered = signs.map(({ link, at }) => ({
      ...at,
      halfWidth: signSize(link.shown) * scale,
      halfHeight: SIGN_HEIGHT * 0.5 * scale,
    }));
    // Asked for with each frame: only what may have changed since the last one is looked at.
    frame.current = () => ({
      covered,
      flows: steady.map(({ link, ...flow }) =>
        isBusy(link) ? { ...flow, isBusy: true, color: syncing } : { ...flow, isBusy: false },
      ),
    });
  }, [curves, signs, isBusy, scale, near, scheme]);
  const picture = useCallback(() => frame.current(), []);

  const choose = useRef(onChoose);
  useEffect(() => {
    choose.current = (key) => onChoose(key === chosen ? null : key);
  }, [onChoose, chosen]);
  // The same for ever, so that a shape is drawn anew only when it changes itself.
  const toggle = useCallback((key: string) => choose.current(key), []);

  return (
    <div ref={box} className={classes.frame}>
      <svg
        ref={svg}
        className={classes.svg}
        data-crowded={curves.length > CROWD}
        role="group"
        aria-label="Instances and what flows between them"
      >
        <g ref={zoom.scene}>
          {curves.map(({ link, curve }) => (
            <LinkShape
              key={link.key}
              link={link}
              curve={curve}
              label={linkInWords(link, nameOf)}
              isDim={isDim(link.key)}
              isChosen={link.key === chosen}
              onHover={setHovered}
              onChoose={toggle}
            />
          ))}
          {signs.map(({ link, at }) => (
            <LinkSign
              key={link.key}
              link={link}
              at={at}
              scale={scale}
              isDim={isDim(link.key)}
              onHover={setHovered}
              onChoose={toggle}
            />
          ))}
          {graph.nodes.map((node) => (
            <NodeShape
              key={node.key}
              node={node}
              at={places.get(node.id) ?? ORIGIN}
              label={nodeInWords(node)}
              nameScale={room.names.has(node.key) || near?.has(node.key) === true ? scale : null}
              isDim={isDim(node.key)}
              isChosen={node.key === chosen}
              onHover={setHovered}
              onChoose={toggle}
              onMove={move}
            />
          ))}
        </g>
      </svg>
      <ParticleLayer width={width} height={height} picture={picture} view={zoom.view} />
      <div className={classes.tools} role="group" aria-label="Zoom">
        <Tool label="Zoom in" icon={IconPlus} onClick={zoom.zoomIn} />
        <Tool label="Zoom out" icon={IconMinus} onClick={zoom.zoomOut} />
        <Tool
          label="Show everything"
          icon={IconFocusCentered}
          onClick={() => {
            settled.current.shape = '';
            setMoved(new Map());
            fitted.current = '';
          }}
        />
      </div>
      <ul className={classes.legend} aria-label="What the signs mean">
        {HEALTHS.map((health) => (
          <li key={health}>
            <svg width={38} height={14} viewBox="-7 -7 38 14" aria-hidden>
              <path
                d="M10,0 L31,0"
                stroke={lookOf(health).color}
                strokeWidth={3}
                strokeDasharray={lookOf(health).dashes(3) ?? undefined}
              />
              <HealthMark health={health} />
            </svg>
            {lookOf(health).label}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tool({ label, icon: Sign, onClick }: { label: string; icon: Icon; onClick: () => void }) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon aria-label={label} onClick={onClick}>
        <Sign size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
