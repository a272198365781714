import { lengthOf, pointAt, type Curve } from './curve';

/** What flows along one link. */
export interface Flow {
  key: string;
  curve: Curve;
  width: number;
  /** Half the width of the sign in the middle, which must stay readable; px. */
  sign: number;
  color: string;
  /** Something is being synced on it right now. */
  isBusy: boolean;
  isDim: boolean;
}

const CALM_SPEED = 24;
const BUSY_SPEED = 110;
/** Of the way to another speed, for each second. */
const EASE = 2.5;

interface Stream {
  /** How far the flow has come, px; the particles are spread evenly behind it. */
  travelled: number;
  speed: number;
}

/** Keeps the place of every particle between two frames. */
export class Particles {
  private readonly streams = new Map<string, Stream>();

  /** Draws the next frame; `seconds` have gone by since the last one. */
  draw(context: CanvasRenderingContext2D, flows: readonly Flow[], seconds: number): void {
    const keys = new Set(flows.map(({ key }) => key));
    for (const key of this.streams.keys()) if (!keys.has(key)) this.streams.delete(key);
    for (const flow of flows) this.drawFlow(context, flow, seconds);
  }

  private drawFlow(context: CanvasRenderingContext2D, flow: Flow, seconds: number): void {
    const stream = this.streams.get(flow.key) ?? { travelled: 0, speed: CALM_SPEED };
    this.streams.set(flow.key, stream);
    const wanted = flow.isBusy ? BUSY_SPEED : CALM_SPEED;
    stream.speed += (wanted - stream.speed) * Math.min(1, EASE * seconds);
    stream.travelled += stream.speed * seconds;

    const length = lengthOf(flow.curve);
    const particles = Math.max(1, Math.round(length / (flow.isBusy ? 46 : 92)));
    const radius = Math.min(4.5, 1.9 + flow.width * 0.22) + (flow.isBusy ? 0.7 : 0);
    context.globalAlpha = flow.isDim ? 0.12 : 1;
    for (let i = 0; i < particles; i++) {
      const t = (stream.travelled / length + i / particles) % 1;
      if (Math.abs(t - 0.5) * length < flow.sign) continue;
      const { x, y } = pointAt(flow.curve, t);
      context.beginPath();
      context.arc(x, y, radius + 1.3, 0, 2 * Math.PI);
      context.fillStyle = flow.color;
      context.fill();
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = '#fff';
      context.fill();
    }
    context.globalAlpha = 1;
  }
}
