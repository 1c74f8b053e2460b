import { poolsInForce } from '../../scenario/defaults';
import { patchScenario, patchSide } from '../../scenario/patch';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import type { Scenario } from '../../scenario/scenario';
import type { Advice } from '../../store/advice';
import { poolFixes, type PoolFix } from './fix-of';

/** What makes a side fit and, where that is known, keep up with its load. */
export interface Mend {
  fixes: PoolFix[];
  /** The numbers of chips are for the load, not only so that the model fits. */
  forLoad: boolean;
  /** Its load would still outgrow it: the fixes are only those that make it fit. */
  overloaded: boolean;
}

/** Fixes by the pool that they are of, as the engine counts pools, and the scenario with all of them. */
interface Mended {
  fixes: Map<number, PoolFix>;
  scenario: Scenario;
}

/** A refusal names one pool at a time; more than a side has are never named. */
const MOST_STEPS = 20;

/**
 * The fewest chips of each pool with which the whole side fits and keeps up with its load, by the closed form; where no
 * number of them keeps up, those with which it fits; null where no number is enough for that.
 */
export async function mendOf(
  advice: Advice,
  scenario: Scenario,
  id: 'a' | 'b',
  signal?: AbortSignal,
): Promise<Mend | null> {
  let now: Mended = { fixes: new Map(), scenario };
  for (let i = 0; i < MOST_STEPS; i++) {
    const report = await advice.estimate(now.scenario, id);
    if (report?.feasible) {
      const ample = await keepingUp(advice, now, id, signal);
      return {
        fixes: [...(ample ?? now).fixes.values()],
        forLoad: ample !== null && ample !== now,
        overloaded: report.saturated && ample === null,
      };
    }
    if (!report?.fix) return null;
    const { pool, chips, stages } = report.fix;
    const next = withFix(now, id, pool, chips, stages);
    if (next === null) return null;
    now = next;
  }
  return null;
}

/**
 * The same with as many chips as its load takes, and a little room (`ROOM`): what just fits may hold one sequence at a time.
 * `now` itself where that is enough; null where no number is known.
 */
async function keepingUp(
  advice: Advice,
  now: Mended,
  id: 'a' | 'b',
  signal: AbortSignal | undefined,
): Promise<Mended | null> {
  const remedy = await advice.keepUp(now.scenario, id, signal);
  const side = now.scenario[id];
  if (!remedy?.pools || !side) return null;
  const decode = poolsInForce(side).prefill === null ? 0 : 1;
  let then: Mended | null = now;
  for (const [key, choice] of Object.entries(remedy.pools)) {
    const pool = key === 'prefill' ? 0 : decode;
    then = then && withFix(then, id, pool, choice.count, now.fixes.get(pool)?.stages);
  }
  return then;
}

/** With another number of chips in one pool; null where a pool cannot have so many. */
function withFix(
  { fixes, scenario }: Mended,
  id: 'a' | 'b',
  pool: number,
  chips: number,
  stages?: number,
): Mended | null {
  const side = scenario[id];
  const fix = side && chips <= MOST_CHIPS ? poolFixes(side, chips, stages)[pool] : undefined;
  if (!side || fix === undefined) return null;
  const others = new Map(fixes);
  // Last, so that what a pool grown again sets is not undone by a patch of before.
  others.delete(pool);
  return {
    fixes: others.set(pool, fix),
    scenario: patchScenario(scenario, { [id]: patchSide(side, fix.patch) }),
  };
}
