import { lengthOf, pointAt, type Curve, type Point } from './curve';

/** What flows along one link. */
export interface Flow {
  key: string;
  curve: Curve;
  width: number;
  color: string;
  /** Something is being synced on it right now. */
  isBusy: boolean;
  isDim: boolean;
}

/** A rectangle around its middle that no particle may cover; px of the drawing. */
interface Covered extends Point {
  halfWidth: number;
  halfHeight: number;
}

export interface Scene {
  flows: readonly Flow[];
  /** The signs, which must stay readable. */
  covered: readonly Covered[];
}

const CALM_SPEED = 24;
const BUSY_SPEED = 110;
/** Of the way to another speed, for each second. */
const EASE = 2.5;
/** px between two particles. */
const CALM_GAP = 92;
const BUSY_GAP = 46;
/** With more links there is less on each: a crowd of dots says no more, and costs more. */
const MAX_PARTICLES = 360;

interface Stream {
  /** How far the flow has come, px; the particles are spread evenly behind it. */
  travelled: number;
  speed: number;
}

interface Dot extends Point {
  radius: number;
}

/** Keeps the place of every particle between two frames. */
export class Particles {
  private readonly streams = new Map<string, Stream>();
  private readonly lengths = new WeakMap<Curve, number>();

  /** Draws the next frame; `seconds` have gone by since the last one. */
  draw(context: CanvasRenderingContext2D, { flows, covered }: Scene, seconds: number): void {
    const keys = new Set(flows.map(({ key }) => key));
    for (const key of this.streams.keys()) if (!keys.has(key)) this.streams.delete(key);
    const wanted = flows.reduce((sum, flow) => sum + this.countOf(flow), 0);
    const share = Math.min(1, MAX_PARTICLES / Math.max(1, wanted));
    // One path for all dots of a look: a fill for each of them would cost several times as much.
    const looks = new Map<string, { color: string; isDim: boolean; dots: Dot[] }>();
    for (const flow of flows) {
      const look = `${flow.color} ${flow.isDim}`;
      const group = looks.get(look) ?? { color: flow.color, isDim: flow.isDim, dots: [] };
      looks.set(look, group);
      this.move(flow, seconds, Math.max(1, Math.round(this.countOf(flow) * share)), group.dots);
    }
    for (const { color, isDim, dots: all } of looks.values()) {
      const dots = all.filter((dot) => !covered.some((sign) => isOn(sign, dot)));
      context.globalAlpha = isDim ? 0.12 : 1;
      fill(context, dots, 1.3, color);
      fill(context, dots, 0, '#fff');
    }
    context.globalAlpha = 1;
  }

  private lengthOf(curve: Curve): number {
    const known = this.lengths.get(curve);
    if (known !== undefined) return known;
    const length = lengthOf(curve);
    this.lengths.set(curve, length);
    return length;
  }

  private countOf({ curve, isBusy }: Flow): number {
    return Math.max(1, Math.round(this.lengthOf(curve) / (isBusy ? BUSY_GAP : CALM_GAP)));
  }

  private move(flow: Flow, seconds: number, count: number, dots: Dot[]): void {
    const stream = this.streams.get(flow.key) ?? { travelled: 0, speed: CALM_SPEED };
    this.streams.set(flow.key, stream);
    const wanted = flow.isBusy ? BUSY_SPEED : CALM_SPEED;
    stream.speed += (wanted - stream.speed) * Math.min(1, EASE * seconds);
    stream.travelled += stream.speed * seconds;

    const length = this.lengthOf(flow.curve);
    const radius = Math.min(4.5, 1.9 + flow.width * 0.22) + (flow.isBusy ? 0.7 : 0);
    for (let i = 0; i < count; i++) {
      const t = (stream.travelled / length + i / count) % 1;
      dots.push({ ...pointAt(flow.curve, t), radius });
    }
  }
}

const isOn = ({ x, y, halfWidth, halfHeight }: Covered, dot: Dot): boolean =>
  Math.abs(dot.x - x) < halfWidth + dot.radius && Math.abs(dot.y - y) < halfHeight + dot.radius;

function fill(context: CanvasRenderingContext2D, dots: readonly Dot[], rim: number, color: string): void {
  context.beginPath();
  for (const { x, y, radius } of dots) {
    context.moveTo(x + radius + rim, y);
    context.arc(x, y, radius + rim, 0, 2 * Math.PI);
  }
  context.fillStyle = color;
  context.fill();
}
