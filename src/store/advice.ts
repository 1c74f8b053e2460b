import type { StoreApi } from 'zustand/vanilla';
import type { SideReport } from '../engine/result';
import { poolsInForce } from '../scenario/defaults';
import { patchScenario, patchSide } from '../scenario/patch';
import { mostRequests } from '../scenario/plan/more-requests';
import { MOST_CHIPS, PLENTY } from '../scenario/pool-choice';
import { resolve } from '../scenario/resolve';
import type { PoolChoice, Scenario, SideScenario } from '../scenario/scenario';
import type { EngineClient } from '../worker/client';
import { createAside } from './aside';
import { onLoadedTrace } from './job';
import type { RunState } from './run-store';

/** What it would take: how many chips a side that cannot keep up would need, by the closed form. */
export interface Advice {
  /** The closed form's report of a side; null where there is nothing to run. */
  estimate: (scenario: Scenario, id: 'a' | 'b') => Promise<SideReport | null>;
  /**
   * No pools where the closed form sees room enough; null where nothing is known.
   * Rejects with the signal's reason when it is given up.
   */
  keepUp: (scenario: Scenario, id: 'a' | 'b', signal?: AbortSignal) => Promise<Remedy | Beyond | null>;
  /**
   * A run of a side, of as many requests as it has where they can be waited for; null where there is nothing to run, and for
   * a loaded trace, which is run as a whole or not at all. Rejects as `keepUp` does.
   */
  simulate: (scenario: Scenario, id: 'a' | 'b', signal?: AbortSignal) => Promise<SideReport | null>;
}

/** No number of these chips is known to do. */
export interface Beyond {
  pools: null;
  /** Requests a second that it would finish with as many chips as a pool can have; null where that is not known. */
  requestsPerSecond: number | null;
  /** SRAM chips of a pool form one machine together, whatever their number: no copies of it work side by side. */
  oneMachine: boolean;
}

export interface Remedy {
  /** The pool that is full first; null where there is only one. */
  first: 'prefill' | 'decode' | null;
  /** What to set; pools that suffice are not in it. */
  pools: Partial<Record<'prefill' | 'decode', PoolChoice>>;
}

/**
 * At the very edge a queue is still endless: the chips are counted for this much more load. Above nine tenths of what the
 * closed form knows a run that grows is called overloaded (engine/sim/report.ts), so it is a little more than 1 / 0.9.
 */
export const ROOM = 1.12;

type Counts = Partial<Record<'prefill' | 'decode', number>>;

export function createAdvice(parts: {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'estimate' | 'run'>;
}): Advice {
  const { runStore, client } = parts;

  const estimate: Advice['estimate'] = async (scenario, id) => {
    const found = resolve(scenario)[id];
    if (found?.kind !== 'ready') return null;
    const { trace } = runStore.getState();
    return (await client.estimate(trace ? onLoadedTrace(found.input, trace) : found.input, null)).a;
  };

  /** Requests a second that a side finishes; `keepsUp` when that is all that arrive. */
  const ask = async (scenario: Scenario, id: 'a' | 'b', counts: Counts, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    const side = scenario[id];
    const report = side && (await estimate(patchScenario(scenario, { [id]: withCounts(side, counts) }), id));
    if (!report?.feasible || report.requests_per_s === null) return null;
    return { keepsUp: !report.saturated, rate: report.requests_per_s };
  };

  const beyond = async (
    scenario: Scenario,
    id: 'a' | 'b',
    keys: readonly ('prefill' | 'decode')[],
    signal?: AbortSignal,
  ): Promise<Beyond> => {
    const all = Object.fromEntries(keys.map((key) => [key, MOST_CHIPS]));
    const found = resolve(scenario)[id];
    // A side's own pools come first.
    const own = found?.kind === 'ready' ? found.input.cluster.pools.slice(0, keys.length) : [];
    return {
      pools: null,
      requestsPerSecond: (await ask(scenario, id, all, signal))?.rate ?? null,
      oneMachine: own.some(({ chip }) => chip.kind === 'sram'),
    };
  };

  const runAside = createAside(parts);

  return {
    estimate,
    async simulate(scenario, id, signal) {
      const found = resolve(scenario)[id];
      if (found?.kind !== 'ready' || runStore.getState().trace !== null) return null;
      return runAside(found.input, mostRequests(found.input), signal);
    },
    async keepUp(scenario, id, signal) {
      const side = scenario[id];
      if (side === null) return null;
      const { prefill, decode } = poolsInForce(side);
      const roomy = { ...scenario, rps: scenario.rps * ROOM };
      const now = await ask(roomy, id, {}, signal);
      if (!now) return null;
      if (now.keepsUp) return { first: null, pools: {} };
      const keys = prefill ? (['prefill', 'decode'] as const) : (['decode'] as const);
      const countOf = (key: 'prefill' | 'decode') => (key === 'prefill' && prefill ? prefill : decode).count;
      const many = (key: 'prefill' | 'decode') => Math.min(MOST_CHIPS, countOf(key) * PLENTY);

      // The pool whose growth helps most is the one that is full first.
      const gains = await Promise.all(keys.map((key) => ask(roomy, id, { [key]: many(key) }, signal)));
      const best = gains.reduce((at, gain, i) => ((gain?.rate ?? 0) > (gains[at]?.rate ?? 0) ? i : at), 0);
      const first = keys[best]!;
      const order = [first, ...keys.filter((key) => key !== first)];

      // Each pool in turn is the smallest that suffices while those after it have plenty.
      const counts: Counts = {};
      for (const [i, key] of order.entries()) {
        const plenty = Object.fromEntries(order.slice(i + 1).map((other) => [other, many(other)]));
        const enough = async (chips: number) =>
          (await ask(roomy, id, { ...counts, ...plenty, [key]: chips }, signal))?.keepsUp ?? false;
        const chips = await smallest(countOf(key), MOST_CHIPS, enough);
        if (chips === null) return beyond(roomy, id, keys, signal);
        counts[key] = chips;
      }
      const pools: Remedy['pools'] = {};
      for (const key of keys) {
        const chips = counts[key] ?? countOf(key);
        if (chips !== countOf(key))
          pools[key] = { ...(key === 'prefill' && prefill ? prefill : decode), count: chips };
      }
      return { first: prefill ? first : null, pools };
    },
  };
}

function withCounts(side: SideScenario, counts: Counts): SideScenario {
  const { prefill, decode } = poolsInForce(side);
  const sized = (choice: PoolChoice, count: number | undefined) =>
    count === undefined ? choice : { ...choice, count };
  return patchSide(side, {
    ...(prefill ? { prefill: sized(prefill, counts.prefill) } : {}),
    decode: sized(decode, counts.decode),
  });
}

/** The least whole number from `from` up to `most` that is enough, found by doubling and halving; null if none is. */
export async function smallest(
  from: number,
  most: number,
  enough: (count: number) => Promise<boolean>,
): Promise<number | null> {
  if (await enough(from)) return from;
  let [low, high] = [from, Math.min(most, from * 2)];
  while (!(await enough(high))) {
    if (high >= most) return null;
    [low, high] = [high, Math.min(most, high * 2)];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
