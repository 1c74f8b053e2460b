import type { Snapshot, TierSeries } from '../../engine/result';
import { bytes, count } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import { right } from './geometry';
import type { LaneLayout } from './lane-layout';
import { visible, writeFitting, type Pen } from './pen';
import { levelAt } from './pool-now';
import { fillKv } from './texture';

/** What people call a tier: the label of its colour, unless it is a kind of that. */
export function tierName({ name }: Pick<TierSeries, 'name'>): string {
  const tier = tierOf(name);
  return name === tier ? TIER_LABELS[tier] : name;
}

/** Tiers behind the device, filled as they are now, and the bus that they are read over. */
export function drawVessels(pen: Pen, snapshot: Snapshot, lane: LaneLayout, time: number): void {
  const { ctx, palette, unit } = pen;
  const { vessels, tracks } = lane;
  if (vessels.length === 0) return;
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = unit;
  ctx.beginPath();
  for (const { xs, ys } of tracks.fetch) {
    ctx.moveTo(xs[0]!, ys[0]!);
    for (let i = 1; i < xs.length; i++) ctx.lineTo(xs[i]!, ys[i]!);
  }
  ctx.stroke();
  vessels.forEach(({ box, label, tank }, i) => {
    const tier = snapshot.tiers[i];
    if (!tier || !visible(pen, box)) return;
    const held = levelAt(tier.heldBytes, snapshot.durationSeconds, time);
    const name = tierName(tier);
    // As it was asked for: so much for each that has one.
    const room =
      tier.stores > 1
        ? `${count(tier.stores)} × ${bytes(tier.capacityBytes / tier.stores)}`
        : bytes(tier.capacityBytes);
    writeFitting(
      pen,
      [`${name} ${bytes(held)} of ${room}`, `${name} ${bytes(held)}`, name],
      label.x,
      label.y,
      right(box) - label.x + 4 * unit,
    );
    const colour = tierOf(tier.name);
    const filled = tier.capacityBytes > 0 ? Math.min(1, held / tier.capacityBytes) * tank.w : 0;
    ctx.fillStyle = palette.faint;
    ctx.fillRect(tank.x, tank.y, tank.w, tank.h);
    fillKv(pen, { ...tank, w: held > 0 ? Math.max(filled, 1.5 * unit) : 0 }, colour);
    ctx.strokeStyle = palette.tiers[colour];
    ctx.lineWidth = unit;
    ctx.strokeRect(tank.x, tank.y, tank.w, tank.h);
  });
}
