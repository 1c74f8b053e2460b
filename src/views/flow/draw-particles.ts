import type { Snapshot } from '../../engine/result';
import { tierOf, type Tier } from '../palette';
import { pointOn, type Point } from './geometry';
import { trackOf, type LaneLayout } from './lane-layout';
import { SHAPE, type Particles } from './particles';
import type { Pen } from './pen';
import { decodingPool } from './pool-now';

/** Half of the length of a dash, and of a streak. */
const DASH = 3.5;
const STREAK = 8;
const DASH_WIDTH = 2.6;
const STREAK_WIDTH = 1.6;
const DOT_RADIUS = 2.2;

/**
 * All tokens under way. Dashes and streaks are one path for each colour; dots are filled one by one, which for
 * two thousand takes 4 ms without a graphics card, where one path takes 6 and two thousand small pictures 7.
 */
export function drawParticles(
  pen: Pen,
  lanes: readonly LaneLayout[],
  sides: readonly (Snapshot | null)[],
  particles: Particles,
): void {
  const { ctx, unit, palette } = pen;
  const dashes = new Map<Tier, Path2D>();
  const streaks = new Map<Tier, Path2D>();
  const point: Point = { x: 0, y: 0 };
  lanes.forEach((lane, side) => {
    const pools = sides[side]?.pools ?? [];
    const [first, last] = [pools[0], decodingPool(pools)];
    if (!first || !last) return;
    ctx.fillStyle = palette.tiers[tierOf(last.tier)];
    const dashPath = pathOf(dashes, tierOf(first.tier));
    const streakPath = pathOf(streaks, tierOf(first.tier));
    for (let i = 0; i < particles.count; i++) {
      const track = particles.lane[i] === side ? trackOf(lane, particles.track[i]!) : null;
      if (!track) continue;
      pointOn(track, particles.fraction[i]!, point);
      if (particles.shape[i] === SHAPE.dot) {
        ctx.beginPath();
        ctx.arc(point.x, point.y, DOT_RADIUS * unit, 0, 2 * Math.PI);
        ctx.fill();
        continue;
      }
      // Neighbours take turns above and below the middle, so that a dense train stays countable.
      const turn = (particles.token[i]! % 3) - 1;
      if (particles.shape[i] === SHAPE.streak) {
        const y = point.y + turn * 2.6 * unit;
        streakPath.moveTo(Math.max(track.xs[0]!, point.x - STREAK * unit), y);
        streakPath.lineTo(Math.min(track.xs[0]! + track.length, point.x + STREAK * unit), y);
      } else {
        const y = point.y + turn * 4 * unit;
        dashPath.moveTo(point.x - DASH * unit, y);
        dashPath.lineTo(point.x + DASH * unit, y);
      }
    }
  });
  ctx.lineCap = 'round';
  strokeAll(pen, dashes, DASH_WIDTH);
  strokeAll(pen, streaks, STREAK_WIDTH);
  ctx.lineCap = 'butt';
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
