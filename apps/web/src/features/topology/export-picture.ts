import { downloadBlob } from '../../ui/download';

/** What makes up the look of a shape; a picture on its own knows no style sheet. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
];
const MARGIN = 32;
const PIXELS = 2;

interface Picture {
  text: string;
  width: number;
  height: number;
}

function withLook(original: Element, copy: Element): void {
  const look = getComputedStyle(original);
  const style = STYLES.map((name) => `${name}:${look.getPropertyValue(name)}`).join(';');
  copy.setAttribute('style', style);
  for (const name of ['class', 'tabindex', 'role']) copy.removeAttribute(name);
  [...original.children].forEach((child, i) => {
    const match = copy.children[i];
    if (match) withLook(child, match);
  });
}

/** All of the graph, whatever part of it is in sight, as a document of its own. */
function pictureOf(svg: SVGSVGElement): Picture {
  const scene = svg.querySelector('g');
  if (!(scene instanceof SVGGElement)) throw new Error('There is nothing to draw.');
  const { x, y, width, height } = scene.getBBox();
  const frame = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  const copy = scene.cloneNode(true);
  if (!(copy instanceof SVGGElement)) throw new Error('There is nothing to draw.');
  withLook(scene, copy);
  copy.removeAttribute('transform');

  const root = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  root.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  root.setAttribute('viewBox', `${frame.x} ${frame.y} ${frame.width} ${frame.height}`);
  root.setAttribute('width', String(Math.ceil(frame.width)));
  root.setAttribute('height', String(Math.ceil(frame.height)));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const key of ['x', 'y', 'width', 'height'] as const) ground.setAttribute(key, String(frame[key]));
  ground.setAttribute('fill', getComputedStyle(document.documentElement).getPropertyValue('--mm-surface'));
  root.append(ground, copy);
  return { text: new XMLSerializer().serializeToString(root), width: frame.width, height: frame.height };
}

const fileName = (ending: string): string => `topology-${new Date().toISOString().slice(0, 10)}.${ending}`;

export function exportSvg(svg: SVGSVGElement): void {
  downloadBlob(new Blob([pictureOf(svg).text], { type: 'image/svg+xml' }), fileName('svg'));
}

/** Twice as many pixels as on the screen, for print. */
export async function exportPng(svg: SVGSVGElement): Promise<void> {
  const { text, width, height } = pictureOf(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * PIXELS);
  canvas.height = Math.ceil(height * PIXELS);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new Error('This browser could not draw the picture.');
  downloadBlob(blob, fileName('png'));
}
