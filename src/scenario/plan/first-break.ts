import type { BoundBy } from '../../engine/cost/step-cost';
import { estimate, type Estimate } from '../../engine/fast-path';
import { loadOf, loadPatch } from '../load';
import { patchSide } from '../patch';
import { PLENTY } from '../pool-choice';
import { resolve } from '../resolve';
import type { PoolChoice, Scenario } from '../scenario';
import type { PoolKey } from './family';
import type { Goal, Pause } from './search';

/** What gives way first as the load of a cluster grows, by the closed form, which knows means. */
export interface FirstBreak {
  /** A mean that misses its promise, or a pool that is full. */
  what: 'ttft' | 'tpot' | 'full';
  /** In the scenario's own terms: requests per second, or in flight. */
  load: number;
  /** The pool whose growth would help most; null where there is only one. */
  pool: PoolKey | null;
  /** What the mean decode step waits for at the load asked for. */
  boundBy: BoundBy;
}

/** Halvings of the range of loads: to a thousandth of it. */
const HALVINGS = 10;

const MANY_IN_FLIGHT = 2 ** 14;

type Known = Extract<Estimate, { maxRequestsPerSecond: number }>;

/** Null where the closed form does not know the cluster, or it is too small for the model. */
export async function firstBreak(scenario: Scenario, goal: Goal, pause?: Pause): Promise<FirstBreak | null> {
  const at = async (asked: Scenario): Promise<Known | null> => {
    await pause?.();
    return meansOf(asked);
  };
  const now = await at(scenario);
  if (now === null) return null;
  const closed = scenario.conc !== null;
  const full = closed ? MANY_IN_FLIGHT : now.maxRequestsPerSecond;
  const under = (load: number): Scenario => ({ ...scenario, ...loadPatch(scenario, load) });
  const broken = async (load: number): Promise<FirstBreak['what'] | null> => {
    const found = await at(under(load));
    if (found === null) return null;
    // Of sessions what is kept leaves less room the more of them come: a cluster is full before the load at hand tells.
    if (found.kind === 'saturated') return 'full';
    if (goal.ttftSeconds !== null && found.ttftSeconds > goal.ttftSeconds) return 'ttft';
    if (goal.tpotSeconds !== null && found.tpotSeconds > goal.tpotSeconds) return 'tpot';
    return null;
  };
  // Just below the edge every queue is long; if the promise holds even there, room is what ends.
  let [low, high] = [full / 2 ** HALVINGS, full * (1 - 1 / 2 ** HALVINGS)];
  if (closed) low = 1;
  const { boundBy } = now;
  const breaks = async (what: FirstBreak['what'], load: number): Promise<FirstBreak> => {
    const pool = await shortPool(what === 'full' ? scenario : under(load), what, at);
    return { what, load, pool, boundBy };
  };
  let what = await broken(high);
  // However many are in flight, a cluster is never more than full, and its tokens come no later.
  if (what === null) return closed ? null : breaks('full', full);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = closed ? Math.sqrt(low * high) : (low + high) / 2;
    const gone = await broken(middle);
    if (gone === null) low = middle;
    else [high, what] = [middle, gone];
  }
  return breaks(what, loadOf(under(high)));
}

function meansOf(scenario: Scenario): Known | null {
  const { a } = resolve(scenario);
  if (a.kind === 'impossible') return null;
  const found = estimate(a.input);
  return found.kind === 'steady' || found.kind === 'saturated' ? found : null;
}

/** The pool that, if it were large, would bring the broken mean down furthest, or let the most requests pass. */
async function shortPool(
  scenario: Scenario,
  what: FirstBreak['what'],
  at: (scenario: Scenario) => Promise<Known | null>,
): Promise<PoolKey | null> {
  const { prefill, decode, split, architecture } = scenario.a;
  const many = ({ chip, count }: PoolChoice): PoolChoice => ({ chip, count: count * PLENTY });
  if (prefill === null || decode === null) return null;
  const grown: [PoolKey, Scenario['a']][] = [
    ['prefill', patchSide(scenario.a, { prefill: many(prefill) })],
    ['decode', patchSide(scenario.a, { decode: many(decode) })],
  ];
  if (architecture === 'afd')
    grown.push(['ffn', patchSide(scenario.a, { split: { ...split, ffn: many(split.ffn) } })]);
  const secondsOf = (found: Known | null): number => {
    if (found === null) return Infinity;
    if (what === 'full') return 1 / found.maxRequestsPerSecond;
    return what === 'ttft' ? found.ttftSeconds : found.tpotSeconds;
  };
  let best: PoolKey | null = null;
  let least = secondsOf(await at(scenario)) / 1.001;
  for (const [key, a] of grown) {
    const seconds = secondsOf(await at({ ...scenario, a }));
    if (seconds >= least) continue;
    [best, least] = [key, seconds];
  }
  return best;
}
