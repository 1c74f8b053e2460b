import type { Palette, Tier } from '../../palette';
import type { SpanKind } from './request-spans';

export type FillKind = SpanKind | 'stall';

/** How a phase is drawn: the colour of its memory tier, and a texture, so that no meaning hangs on colour alone. */
export type Fills = (kind: FillKind, tier: Tier) => CanvasPattern | string;

/** Size of every texture's tile, in units. A multiple of all distances below, so that tiles join without a seam. */
const TILE = 12;

/**
 * Fills of one canvas. Textures stand still on the canvas, whatever is painted with them, so that rows too thin for a
 * texture of their own show it together.
 */
export function fillsOf(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  unit: number,
  density: number,
): Fills {
  const made = new Map<string, CanvasPattern | string>();
  return (kind, tier) => {
    const key = `${kind}-${groundOf(kind) === 'tier' ? tier : ''}`;
    let fill = made.get(key);
    if (fill === undefined) made.set(key, (fill = fillOf(ctx, palette, kind, tier, unit * density, density)));
    return fill;
  };
}

function groundOf(kind: FillKind): 'tier' | 'network' | 'paper' {
  if (kind === 'prefill' || kind === 'decode') return 'tier';
  return kind === 'transfer' ? 'network' : 'paper';
}

function fillOf(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  kind: FillKind,
  tier: Tier,
  pixels: number,
  density: number,
): CanvasPattern | string {
  const colors = { tier: palette.tiers[tier], network: palette.tiers.network, paper: palette.faint };
  const ground = colors[groundOf(kind)];
  if (kind === 'decode') return ground;
  const tile = document.createElement('canvas');
  const size = Math.max(1, Math.round(TILE * pixels));
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (!pen) return ground;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.scale(size / TILE, size / TILE);
  pen.strokeStyle = kind === 'prefill' || kind === 'transfer' ? palette.ground : palette.muted;
  pen.fillStyle = palette.muted;
  texture(pen, kind);
  const pattern = ctx.createPattern(tile, 'repeat');
  // A tile is made of the screen's own pixels; the canvas is scaled by them.
  pattern?.setTransform(new DOMMatrix().scale(1 / density));
  return pattern ?? ground;
}

function texture(pen: CanvasRenderingContext2D, kind: FillKind): void {
  const lines: [number, number, number, number][] = [];
  switch (kind) {
    case 'prefill':
      pen.lineWidth = 1.6;
      for (let x = -TILE; x < 2 * TILE; x += 4) lines.push([x, TILE, x + TILE, 0]);
      break;
    case 'transfer':
      pen.lineWidth = 1;
      for (let y = 1.5; y < TILE; y += 3) lines.push([0, y, TILE, y]);
      break;
    case 'queue':
      for (let x = 1; x < TILE; x += 4) for (let y = 1; y < TILE; y += 4) pen.fillRect(x, y, 1.5, 1.5);
      break;
    case 'room':
      pen.lineWidth = 1;
      for (let x = -TILE; x < 2 * TILE; x += 4) lines.push([x, 0, x + TILE, TILE], [x, TILE, x + TILE, 0]);
      break;
    case 'wait':
      pen.lineWidth = 1;
      for (let x = -TILE; x < 2 * TILE; x += 6) lines.push([x, 0, x + TILE, TILE]);
      break;
    case 'stall':
      pen.lineWidth = 1.2;
      for (let x = 1.5; x < TILE; x += 3) lines.push([x, 0, x, TILE]);
      break;
    case 'decode':
      break;
  }
  pen.beginPath();
  for (const [x0, y0, x1, y1] of lines) {
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
  }
  pen.stroke();
}
