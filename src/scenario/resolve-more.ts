import type { PoolInput } from '../engine/input';
import { decodesOnly } from '../engine/roles';
import type { MakePool } from './make-pool';
import { modelInputOf } from './resolve-model';
import type { MorePool, Scenario, SideScenario } from './scenario';

/** Assumed: a home or mobile network to a datacentre of the region and back. */
const ROUND_TRIP_SECONDS = 0.05;

/** Adds the pools of `more`, and says what of them could never be reached. */
export function withMorePools(
  pools: readonly PoolInput[],
  scenario: Scenario,
  side: SideScenario,
  make: MakePool,
): { ok: true; pools: PoolInput[] } | { ok: false; reason: string } {
  if (side.more.length === 0) return { ok: true, pools: [...pools] };
  const own = side.architecture === 'edge' ? { edge: true } : {};
  const all = pools.map((pool): PoolInput => ({ ...pool, ...own }));
  for (const asked of side.more) {
    const served = asked.model === null ? null : modelInputOf(scenario, asked.model);
    if (asked.model !== null && served === null)
      return { ok: false, reason: `The model ${asked.model} of a pool is not known here.` };
    const made = make(asked.role === 'edge' ? 'mixed' : asked.role, asked, {
      edge: asked.role === 'edge',
      served,
    });
    if (!made.ok) return made;
    const problem = problemOf(asked, made.pool);
    if (problem !== null) return { ok: false, reason: problem };
    all.push(made.pool);
  }
  const reason = unreached(all, scenario);
  if (reason !== null) return { ok: false, reason };
  const away = all.some(({ edge }) => edge === true) ? { roundTripSeconds: ROUND_TRIP_SECONDS } : {};
  return { ok: true, pools: all.map((pool) => (pool.edge === true ? pool : { ...pool, ...away })) };
}

function problemOf({ role }: MorePool, { chip }: PoolInput): string | null {
  if (role === 'prefill' && chip.kind === 'sram')
    return `A pool that only prefills hands its KV over, which is not computed for SRAM chips such as ${chip.name}.`;
  if (role === 'edge' && chip.kind === 'sram')
    return `An edge device streams the weights from its memory; ${chip.name} is a datacentre machine.`;
  return null;
}

/** Pools to which nothing is handed over, or that have nobody to hand over to. */
function unreached(pools: readonly PoolInput[], scenario: Scenario): string | null {
  const models = new Map(
    pools.map(({ model }) => [model?.id ?? '', model?.name ?? scenario.model ?? 'the model']),
  );
  for (const [id, name] of models) {
    const own = pools.filter(({ model }) => (model?.id ?? '') === id);
    const prefills = own.some(({ role }) => role === 'prefill');
    const decodes = own.some(({ role }) => decodesOnly(role));
    if (prefills && !decodes)
      return `A pool prefills for ${name} and none decodes for it: add a decode pool.`;
    if (decodes && !prefills)
      return `A pool decodes for ${name} and none prefills for it: add a prefill pool.`;
  }
  return null;
}
