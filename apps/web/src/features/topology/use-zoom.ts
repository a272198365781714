import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Point } from './curve';
import type { View } from './particle-layer';

const SCALES: [number, number] = [0.15, 3];
/** Steps of the scale that others are told of, for each doubling. */
const STEPS = 4;
const STEP = 1.35;
/** Around the graph when all of it is shown; px. */
const MARGIN = { x: 84, top: 60, bottom: 84 };
const NARROW_MARGIN = { x: 52, top: 84, bottom: 124 };
const NARROW = 480;

interface Size {
  width: number;
  height: number;
}

export interface Zoom {
  /** For the group that is moved and scaled. */
  scene: RefObject<SVGGElement | null>;
  view: () => View;
  /** About how large things are shown, in steps: who scales needs no drawing anew for each event. */
  scale: number;
  zoomIn: () => void;
  zoomOut: () => void;
  /** Shows all of these places. */
  fit: (places: Iterable<Point>) => void;
}

/** Wheel, pinch and drag on the background; the buttons do the same. */
export function useZoom(svg: RefObject<SVGSVGElement | null>, { width, height }: Size): Zoom {
  const scene = useRef<SVGGElement>(null);
  const current = useRef<View>(zoomIdentity);
  const [scale, setScale] = useState(1);
  const [behaviour] = useState<ZoomBehavior<SVGSVGElement, unknown>>(() =>
    zoom<SVGSVGElement, unknown>().scaleExtent(SCALES),
  );

  useEffect(() => {
    if (svg.current === null) return undefined;
    behaviour.on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      current.current = transform;
      scene.current?.setAttribute('transform', transform.toString());
      setScale(2 ** (Math.round(Math.log2(transform.k) * STEPS) / STEPS));
    });
    const element = select(svg.current);
    element.call(behaviour);
    return () => void element.on('.zoom', null);
  }, [behaviour, svg]);

  const scaleBy = useCallback(
    (factor: number) => void (svg.current && select(svg.current).call((it) => behaviour.scaleBy(it, factor))),
    [behaviour, svg],
  );

  const fit = useCallback(
    (places: Iterable<Point>) => {
      const points = [...places];
      if (svg.current === null || points.length === 0 || width === 0) return;
      const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const margin = width < NARROW ? NARROW_MARGIN : MARGIN;
      const k = Math.min(
        1.5,
        (width - 2 * margin.x) / Math.max(1, right - left),
        (height - margin.top - margin.bottom) / Math.max(1, bottom - top),
      );
      const middle = margin.top + (height - margin.top - margin.bottom) / 2;
      const closest = Math.max(SCALES[0], k);
      const target = zoomIdentity
        .translate(width / 2, middle)
        .scale(closest)
        .translate(-(left + right) / 2, -(top + bottom) / 2);
      select(svg.current).call((it) => behaviour.transform(it, target));
    },
    [behaviour, svg, width, height],
  );

  const view = useCallback(() => current.current, []);
  return useMemo(
    () => ({ scene, view, scale, zoomIn: () => scaleBy(STEP), zoomOut: () => scaleBy(1 / STEP), fit }),
    [view, scale, scaleBy, fit],
  );
}
