import { sourceLine, type Caption } from './caption';
import { atDensity } from './redraw';
import { standalone } from './standalone';
import { wrap } from './wrap';

/** A figure of the page as a picture that stands alone: title, scenario, the charts, and where it comes from. */

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 24;
const FONT = 'sans-serif';

/** Device pixels for one of the page: sharp on a slide and in print. */
const DENSITY = 2;

interface Style {
  ground: string;
  ink: string;
  muted: string;
}

interface Part {
  element: SVGElement;
  width: number;
  height: number;
}

/** The charts of a figure, or its canvas as an image. */
export function partsOf(figure: Element): Part[] {
  const charts = [...figure.querySelectorAll<SVGSVGElement>('svg.chart')].filter(
    (chart) => chart.getBoundingClientRect().width > 0,
  );
  const svgs = charts.map((chart) => ({ element: standalone(chart), ...sizeOf(chart) }));
  const canvases = [...figure.querySelectorAll('canvas')].map((canvas) => ({
    element: imageOf(canvas),
    ...sizeOf(canvas),
  }));
  return [...svgs, ...canvases];
}

function sizeOf(element: Element): { width: number; height: number } {
  const { width, height } = element.getBoundingClientRect();
  return { width, height };
}

function imageOf(canvas: HTMLCanvasElement): SVGElement {
  const image = document.createElementNS(SVG, 'image');
  const { width, height } = sizeOf(canvas);
  image.setAttribute('width', String(width));
  image.setAttribute('height', String(height));
  image.setAttribute(
    'href',
    atDensity(canvas, DENSITY, () => canvas.toDataURL('image/png')),
  );
  return image;
}

/** The whole picture as the text of an SVG file. `notes`: what is to be read with the charts, below them. */
export function svgOf(parts: readonly Part[], notes: readonly string[], caption: Caption): string {
  const style = styleOfPage();
  const width = Math.max(480, ...parts.map((part) => part.width)) + 2 * MARGIN;
  const root = document.createElementNS(SVG, 'svg');
  root.setAttribute('font-family', FONT);
  add(root, 'title').textContent = caption.title;
  add(root, 'desc').textContent = `${caption.scenario}. ${sourceLine(caption)}`;
  const ground = add(root, 'rect');

  let y = MARGIN;
  const write = (text: string, size: number, color: string, weight = 400) => {
    for (const line of wrap(text, width - 2 * MARGIN, measurer(size, weight))) {
      y += Math.round(size * 1.35);
      const element = add(root, 'text', {
        x: MARGIN,
        y,
        'font-size': size,
        'font-weight': weight,
        fill: color,
      });
      element.textContent = line;
    }
  };
  write(caption.title, 17, style.ink, 700);
  write(caption.scenario, 13, style.muted);
  for (const part of parts) {
    y += 16;
    part.element.setAttribute('x', String(MARGIN));
    part.element.setAttribute('y', String(y));
    root.append(part.element);
    y += part.height;
  }
  y += 10;
  for (const note of notes) write(note, 11, style.muted);
  if (notes.length > 0) y += 6;
  write(sourceLine(caption), 11, style.muted);

  const height = Math.ceil(y + MARGIN);
  set(ground, { width, height, fill: style.ground });
  set(root, { width, height, viewBox: `0 0 ${String(width)} ${String(height)}` });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

/** The same as pixels. */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * DENSITY;
    canvas.height = image.naturalHeight * DENSITY;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob(
        (blob) => (blob ? done(blob) : failed(new Error('The picture is too large.'))),
        'image/png',
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

function styleOfPage(): Style {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return { ground: read('--ground', '#fff'), ink: read('--ink', '#000'), muted: read('--muted', '#555') };
}

function measurer(size: number, weight: number): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * size * 0.6;
  context.font = `${String(weight)} ${String(size)}px ${FONT}`;
  return (text) => context.measureText(text).width;
}

function add(parent: Element, name: string, attributes: Record<string, string | number> = {}): SVGElement {
  const element = document.createElementNS(SVG, name);
  set(element, attributes);
  parent.append(element);
  return element;
}

function set(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
