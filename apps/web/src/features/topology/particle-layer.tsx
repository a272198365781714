import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { Flow } from './particles';
import { Particles } from './particles';
import classes from './graph-view.module.css';

export interface View {
  x: number;
  y: number;
  k: number;
}

interface ParticleLayerProps {
  width: number;
  height: number;
  /** Read anew with each frame: what is under way changes more often than this component is drawn. */
  flows: () => Flow[];
  view: () => View;
}

/** The longest step; after a pause in the background the particles shall not leap. */
const MAX_STEP = 0.1;

/** Particles over the lines. A canvas, as hundreds of moving circles would be too much for SVG. */
export function ParticleLayer({ width, height, flows, view }: ParticleLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isStill = useReducedMotion();

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (isStill || !context) return undefined;
    const particles = new Particles();
    let last: number | null = null;
    let frame = requestAnimationFrame(function step(now) {
      const { x, y, k } = view();
      const ratio = window.devicePixelRatio;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
      particles.draw(context, flows(), last === null ? 0 : Math.min(MAX_STEP, (now - last) / 1_000));
      last = now;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [flows, view, isStill, width, height]);

  if (isStill) return null;
  const ratio = window.devicePixelRatio;
  return (
    <canvas
      ref={canvas}
      className={classes.particles}
      width={width * ratio}
      height={height * ratio}
      style={{ width, height }}
      aria-hidden
    />
  );
}
