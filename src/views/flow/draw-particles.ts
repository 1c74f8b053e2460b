import { TIERS, type Tier } from '../palette';
import { contains, pointOn, type Point, type Track } from './geometry';
import { trackOf, type LaneLayout } from './lane-layout';
import { SHAPE, type Particles } from './particles';
import type { Pen } from './pen';

/** Half of the length of a dash, and of a streak. */
const DASH = 3.5;
const STREAK = 8;
const DASH_WIDTH = 2.6;
const STREAK_WIDTH = 1.6;
const HOLLOW_WIDTH = 4;
const DOT_RADIUS = 2.2;

/**
 * All tokens under way. Dashes and streaks are one path for each colour; dots are filled one by one, which for
 * two thousand takes 4 ms without a graphics card, where one path takes 6 and two thousand small pictures 7.
 */
export function drawParticles(pen: Pen, lanes: readonly LaneLayout[], particles: Particles): void {
  const { ctx, unit, palette, view } = pen;
  const paths = { dashes: new Map(), streaks: new Map(), hollow: new Map() } as Record<
    'dashes' | 'streaks' | 'hollow',
    Map<Tier, Path2D>
  >;
  const point: Point = { x: 0, y: 0 };
  let dotTier = -1;
  for (let i = 0; i < particles.count; i++) {
    const lane = lanes[particles.lane[i]!];
    const track = lane && trackOf(lane, particles.track[i]!, particles.from[i]!, particles.to[i]!);
    if (!track) continue;
    pointOn(track, particles.fraction[i]!, point);
    if (view && !contains(view, point.x, point.y, STREAK * unit)) continue;
    const tier = TIERS[particles.tier[i]!]!;
    if (particles.shape[i] === SHAPE.dot) {
      if (particles.tier[i] !== dotTier) {
        dotTier = particles.tier[i]!;
        ctx.fillStyle = palette.tiers[tier];
      }
      ctx.beginPath();
      ctx.arc(point.x, point.y, DOT_RADIUS * unit, 0, 2 * Math.PI);
      ctx.fill();
      continue;
    }
    // Neighbours take turns above and below the middle, so that a dense train stays countable.
    const turn = (particles.token[i]! % 3) - 1;
    if (particles.shape[i] === SHAPE.streak)
      streak(pathOf(paths.streaks, tier), track, particles.fraction[i]!, turn, unit);
    else {
      const y = point.y + turn * 4 * unit;
      const path = pathOf(particles.shape[i] === SHAPE.hollow ? paths.hollow : paths.dashes, tier);
      path.moveTo(point.x - DASH * unit, y);
      path.lineTo(point.x + DASH * unit, y);
    }
  }
  ctx.lineCap = 'round';
  strokeAll(pen, paths.dashes, DASH_WIDTH);
  strokeAll(pen, paths.streaks, STREAK_WIDTH);
  strokeAll(pen, paths.hollow, HOLLOW_WIDTH);
  // What is hollow is a dash with its inside taken out.
  for (const path of paths.hollow.values()) {
    ctx.strokeStyle = palette.ground;
    ctx.lineWidth = (HOLLOW_WIDTH - 2) * unit;
    ctx.stroke(path);
  }
  ctx.lineCap = 'butt';
}

/** A streak lies along its track, which may bend. */
function streak(path: Path2D, track: Track, fraction: number, turn: number, unit: number): void {
  const half = (STREAK * unit) / Math.max(1, track.length);
  const [tail, head] = [Math.max(0, fraction - half), Math.min(1, fraction + half)];
  const offset = turn * 2.6 * unit;
  const a = pointOn(track, tail, { x: 0, y: 0 });
  const b = pointOn(track, head, { x: 0, y: 0 });
  const upright = Math.abs(b.y - a.y) > Math.abs(b.x - a.x);
  path.moveTo(a.x + (upright ? offset : 0), a.y + (upright ? 0 : offset));
  path.lineTo(b.x + (upright ? offset : 0), b.y + (upright ? 0 : offset));
}

function pathOf(paths: Map<Tier, Path2D>, tier: Tier): Path2D {
  const path = paths.get(tier) ?? new Path2D();
  paths.set(tier, path);
  return path;
}

function strokeAll({ ctx, palette, unit }: Pen, paths: ReadonlyMap<Tier, Path2D>, width: number): void {
  for (const [tier, path] of paths) {
    ctx.strokeStyle = palette.tiers[tier];
    ctx.lineWidth = width * unit;
    ctx.stroke(path);
  }
}
