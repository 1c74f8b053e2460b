import type { Seconds } from '../../units/units';
import type { SessionShape } from '../input';
import { blockSavings } from '../memory/block-savings';
import type { BlockCosts, ReuseClass } from '../memory/eviction/policy';
import type { TierInput } from '../memory/tier-input';
import { HUMAN, TOOL } from '../workload/session-workload';

/** Places in a chain of which the cost of computing a block is tabulated; later ones cost as the last. */
const MOST_DEPTHS = 1024;

/** Pauses where nobody knows of any: one class, in which older is less likely whatever the numbers. */
const UNKNOWN: ReuseClass = { label: 'unknown', continues: 0.5, gapSecondsMean: 60, gapCv: 1.5 };

/**
 * What the cost-aware policy weighs, for the device and each tier behind it: seconds that a block saves there, and when
 * sessions come back. A block is fetched in a run of many, so the latency of a tier is not charged to each.
 */
export function blockCosts(
  tiers: readonly TierInput[],
  block: { tokens: number; bytes: number; longest: number },
  sessions: SessionShape | undefined,
  recompute: (tokens: number, cached: number) => Seconds,
): BlockCosts[] {
  const reuse = reuseClasses(sessions);
  const fetch = [0, ...tiers.map(({ read }) => block.bytes / read.perClient), Infinity];
  const depths = Math.min(MOST_DEPTHS, block.longest);
  return [null, ...tiers].map((_, place) => ({
    savedSeconds: blockSavings(
      { blockTokens: block.tokens, fetchHere: fetch[place]!, fetchNext: fetch[place + 1]!, recompute },
      depths,
    ),
    reuse,
  }));
}

/** By HUMAN and TOOL: when a session comes back that waits for one. A last turn is taken to wait for a person. */
function reuseClasses(sessions: SessionShape | undefined): ReuseClass[] {
  if (sessions === undefined) return [UNKNOWN];
  const { turns, toolShare, humanGapSecondsMean, humanGapCv, toolGapSecondsMean } = sessions;
  const byPeople = (turns - 1) * (1 - toolShare);
  const classes: ReuseClass[] = [];
  classes[HUMAN] = {
    label: 'person',
    continues: byPeople / (byPeople + 1),
    gapSecondsMean: humanGapSecondsMean,
    gapCv: humanGapCv,
  };
  classes[TOOL] = { label: 'tool', continues: 1, gapSecondsMean: toolGapSecondsMean, gapCv: null };
  return classes;
}
