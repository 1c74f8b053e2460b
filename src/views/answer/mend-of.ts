import { patchScenario, patchSide } from '../../scenario/patch';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import type { Scenario } from '../../scenario/scenario';
import type { Advice } from '../../store/advice';
import { poolFixes, type PoolFix } from './fix-of';

/** What makes a side fit, and whether its load would then still outgrow it. */
export interface Mend {
  fixes: PoolFix[];
  overloaded: boolean;
}

/** A refusal names one pool at a time; more than a side has are never named. */
const MOST_STEPS = 20;

/** The fewest chips of each pool with which the whole side fits; null where no number of them is enough. */
export async function mendOf(
  estimate: Advice['estimate'],
  scenario: Scenario,
  id: 'a' | 'b',
): Promise<Mend | null> {
  const fixes = new Map<number, PoolFix>();
  let now = scenario;
  for (let i = 0; i < MOST_STEPS; i++) {
    const report = await estimate(now, id);
    if (report?.feasible) return { fixes: [...fixes.values()], overloaded: report.saturated };
    const side = now[id];
    if (!report?.fix || !side || report.fix.chips > MOST_CHIPS) return null;
    const { pool, chips, stages } = report.fix;
    const fix = poolFixes(side, chips, stages)[pool];
    if (fix === undefined) return null;
    // Last, so that what a pool grown again sets is not undone by a patch of before.
    fixes.delete(pool);
    fixes.set(pool, fix);
    now = patchScenario(now, { [id]: patchSide(side, fix.patch) });
  }
  return null;
}
