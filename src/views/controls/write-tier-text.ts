import { TIER_ROWS, type TierState } from './tiers-text';

/** '' where nothing is kept. A tier behind the device needs the device. */
export function writeTierText({ device, sizes }: TierState): string {
  if (!device && sizes.size === 0) return '';
  const rank = (id: string) => TIER_ROWS.findIndex((row) => row.id === id);
  const behind = [...sizes].sort(([p], [q]) => rank(p) - rank(q));
  return ['device', ...behind.map(([id, size]) => (size === '' ? id : `${id}:${size}`))].join(',');
}
