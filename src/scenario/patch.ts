import {
  DEFAULT_MODEL,
  DEFAULT_SCENARIO,
  defaultPools,
  isSinglePool,
  NO_SESSIONS,
  sideOf,
  singlePoolKey,
} from './defaults';
import { printClasses } from './print-classes';
import { withoutIdleParallel } from './parallel';
import { withoutIdleOptions } from './kv-options';
import { samePool } from './pool-choice';
import type { PoolChoice, Scenario, SideScenario } from './scenario';
import { withoutIdleRules } from './rules';
import { withoutIdle } from './sessions';
import { withoutIdleSplit } from './split';
import { usualLengths } from './usual-lengths';

/**
 * The rules that tie fields together. Links, files, the page's API and controls all change a scenario through here, so
 * that they hold everywhere: exactly one of `model` and `size` is set; `moe` only with `size`; a pool equal to its
 * architecture's default is null; a single pool is in `decode`; what has no effect is at its default.
 */
export function patchScenario(base: Scenario, patch: Partial<Scenario>): Scenario {
  const next = { ...base, ...lengthsFor(base, patch), ...patch };
  // Naming one kind of model drops the other; a patch that names both leaves the catalogue's.
  if (patch.size != null && patch.model == null) next.model = null;
  if (next.model === null && next.size === null) next.model = DEFAULT_MODEL;
  if (next.model !== null) next.size = null;
  if (next.size === null) Object.assign(next, { moe: null, attn: 'gqa' });
  if (next.classes !== null) Object.assign(next, { slo: null, sessions: NO_SESSIONS });
  next.sessions = withoutIdle(next.sessions);
  if (next.conc !== null) next.rps = DEFAULT_SCENARIO.rps;
  next.a = normaliseSide(next.a);
  next.b = next.b && normaliseSide(next.b);
  return next;
}

/** Another workload, or other classes, bring their own lengths unless the same patch names them. */
function lengthsFor(base: Scenario, patch: Partial<Scenario>): Partial<Scenario> {
  const { workload, classes } = { ...base, ...patch };
  const written = (of: Scenario['classes']) => (of === null ? '' : printClasses(of));
  const same = written(classes) === written(base.classes);
  const kept = same && (classes !== null || workload === base.workload);
  return kept ? {} : usualLengths({ workload, classes });
}

/** Another architecture starts from its own pools; what is kept as text travels along. */
export function patchSide(side: SideScenario, patch: Partial<SideScenario>): SideScenario {
  const architecture = patch.architecture ?? side.architecture;
  const { tiers, kvOptions, route, rules, more, reject, spec, sram } = side;
  const start =
    architecture === side.architecture
      ? side
      : { ...sideOf(architecture), tiers, kvOptions, route, rules, more, reject, spec, sram };
  const next = { ...start, ...patch };
  if (!isSinglePool(architecture)) return withoutDefaults(next);
  const named = 'prefill' in patch || 'decode' in patch;
  const other = singlePoolKey(architecture) === 'prefill' ? 'decode' : 'prefill';
  const chosen = patch[singlePoolKey(architecture)] ?? patch[other] ?? null;
  return withoutDefaults({ ...next, prefill: null, decode: named ? chosen : start.decode });
}

/** Sides that are as the rules want them: they stay the same objects, so that nobody draws them anew. */
const normal = new WeakSet<SideScenario>();

function normaliseSide(side: SideScenario): SideScenario {
  if (normal.has(side)) return side;
  const next = patchSide(sideOf(side.architecture), side);
  normal.add(next);
  return next;
}

function withoutDefaults(side: SideScenario): SideScenario {
  const usual = defaultPools(side.architecture);
  const own = (choice: PoolChoice | null, byDefault: PoolChoice | null) =>
    samePool(choice, byDefault) ? null : choice;
  const kvOptions = withoutIdleOptions(side.kvOptions, side.tiers);
  return {
    ...side,
    kvOptions,
    rules: withoutIdleRules(side),
    parallel: withoutIdleParallel(side),
    split: withoutIdleSplit(side.split, side.architecture),
    prefill: own(side.prefill, usual.prefill),
    decode: own(side.decode, usual.decode),
  };
}
