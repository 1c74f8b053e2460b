import { modelById } from '../data/catalog';
import type { ModelInput, PoolInput, SpeculationInput, SplitInput } from '../engine/input';
import { ownModelOf } from './custom';
import type { MakePool } from './make-pool';
import type { Scenario, SideScenario } from './scenario';

/**
 * Adds to the pools of a side those that do part of the steps of its decoding pool: the FFN of `afd`, and a draft
 * pool. They come last, so that instances and lanes of the others keep their numbers.
 */
export function withCompanions(
  pools: readonly PoolInput[],
  decoder: number,
  scenario: Scenario,
  side: SideScenario,
  make: MakePool,
): { ok: true; pools: PoolInput[] } | { ok: false; reason: string } {
  const all = [...pools];
  if (side.architecture === 'afd') {
    const { ffn, micro, alpha, afdlink } = side.split;
    const split: SplitInput = {
      pool: all.length,
      microBatches: micro,
      latencySeconds: alpha / 1e6,
      bytesPerSecond: afdlink * 1e9,
    };
    const made = make('ffn', ffn);
    if (!made.ok) return made;
    all[decoder] = { ...all[decoder]!, split };
    all.push(made.pool);
  }
  const { spec } = side;
  if (spec === null || spec.drafted === 0) return { ok: true, pools: all };
  const model = draftModel(scenario, spec.model);
  if (model === null) return { ok: false, reason: `The draft model ${spec.model} is not known here.` };
  const { drafted, acceptance, sampled } = spec;
  const speculation: SpeculationInput = { drafted, acceptance, sampled, model, pool: null };
  if (spec.pool !== null) {
    const made = make('draft', spec.pool);
    if (!made.ok) return made;
    speculation.pool = all.length;
    all.push(made.pool);
  }
  all[decoder] = { ...all[decoder]!, speculation };
  return { ok: true, pools: all };
}

function draftModel(scenario: Scenario, id: string): ModelInput | null {
  const record = ownModelOf(id, scenario.custom) ?? modelById(id);
  if (!record) return null;
  const { name, shape, maxContext } = record;
  return { id, name, shape, maxContext };
}
