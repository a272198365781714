import { useIntersection, useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { Particles, type Scene } from './particles';
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
  picture: () => Scene;
  view: () => View;
}

/** The longest step; after a pause in the background the particles shall not leap. */
const MAX_STEP = 0.1;
/** Milliseconds; slow dots look the same with half the frames, and cost half. A little less than two frames of 60 Hz. */
const FRAME_MS = 30;

/** Particles over the lines. A canvas, as hundreds of moving circles would be too much for SVG. */
export function ParticleLayer({ width, height, picture, view }: ParticleLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isStill = useReducedMotion();
  // The browser pauses a hidden tab by itself, but not what is scrolled out of sight.
  const { ref: seen, entry } = useIntersection<HTMLDivElement>();
  const isInSight = entry?.isIntersecting ?? true;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (isStill || !isInSight || !context) return undefined;
    const particles = new Particles();
    let last: number | null = null;
    let frame = requestAnimationFrame(function step(now) {
      frame = requestAnimationFrame(step);
      if (last !== null && now - last < FRAME_MS) return;
      const { x, y, k } = view();
      const ratio = window.devicePixelRatio;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
      particles.draw(context, picture(), last === null ? 0 : Math.min(MAX_STEP, (now - last) / 1_000));
      last = now;
    });
    return () => cancelAnimationFrame(frame);
  }, [picture, view, isStill, isInSight, width, height]);

  if (isStill) return null;
  const ratio = window.devicePixelRatio;
  return (
    <div ref={seen} className={classes.particles} aria-hidden>
      <canvas ref={canvas} width={width * ratio} height={height * ratio} style={{ width, height }} />
    </div>
  );
}
