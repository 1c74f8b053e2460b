import type { SideReport } from '../engine/result';

type Parts = NonNullable<SideReport['tpot_parts_s']>;

/** From this share of a time on, a part of it is worth a word. */
export const MUCH = 0.2;

/** Share of the mean time per output token that these parts of it take, 0 to 1; 0 where no run has told the parts. */
export function shareOfTpot(
  { tpot_s, tpot_parts_s }: Pick<SideReport, 'tpot_s' | 'tpot_parts_s'>,
  ...parts: readonly (keyof Parts)[]
): number {
  if (!tpot_s || !tpot_parts_s) return 0;
  return parts.reduce((sum, part) => sum + tpot_parts_s[part], 0) / tpot_s.mean;
}
