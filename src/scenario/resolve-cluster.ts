import type {
  ChipInput,
  ClusterInput,
  FacilityInput,
  LinkInput,
  PoolInput,
  PoolRole,
  RouteId,
  SoftwareProfile,
  WeightFormat,
} from '../engine/input';
import { inGeneration } from '../data/sram-generation';
import { decodesOnly, isCompanion } from '../engine/roles';
import { chipInputOf, type Custom } from './custom';
import { poolsInForce } from './defaults';
import { softwareFor } from './engines';
import { pricedChip } from './prices';
import type { Beside, MakePool } from './make-pool';
import { withCompanions } from './resolve-companions';
import { withMorePools } from './resolve-more';
import { ROUTE_CHOICES } from './routes';
import { memoryOf } from './tiers';
import type { PoolChoice, Scenario, SideScenario } from './scenario';

/** The cluster a side asks for, or one sentence that says why it cannot be computed. */
export type ResolvedCluster = { ok: true; cluster: ClusterInput } | { ok: false; reason: string };

/** A phone- or desk-sized runtime (model.md §3.7, assumed). */
const EDGE: SoftwareProfile = { id: 'edge', stepSeconds: 1e-3, sequenceSeconds: 0, hostLayerSeconds: 0 };
/** A dataflow machine runs a schedule fixed by its compiler: nothing is launched from a host. */
const SCHEDULED: SoftwareProfile = {
  id: 'scheduled',
  stepSeconds: 0,
  sequenceSeconds: 0,
  hostLayerSeconds: 0,
};

/** vLLM's defaults for a server; an edge device serves its owner. */
const SERVER_SEQUENCES = 256;
const EDGE_SEQUENCES = 4;
const TOKEN_BUDGET = 8192;

/** RDMA between pools (model.md §4.1). */
const LINK_LATENCY_SECONDS = 10e-6;

export function resolveCluster(
  scenario: Scenario,
  side: SideScenario,
  weightFormat: WeightFormat,
): ResolvedCluster {
  const { architecture } = side;
  const edge = architecture === 'edge';
  let made = 0;
  const make: MakePool = (role, choice, beside) => {
    const chip = chipOf(choice, scenario.custom);
    if (!chip.ok) return chip;
    const misfit = beside === undefined ? misfitOf(side, role, chip.chip) : null;
    if (misfit) return { ok: false, reason: misfit };
    const onEdge = beside?.edge ?? edge;
    const price = beside === undefined ? side.price : null;
    const pool: PoolInput = {
      role,
      ...(beside?.edge === true && { edge: true }),
      ...(beside?.served && { model: beside.served.model }),
      chip: pricedChip(inGeneration(chip.chip, side.sram), price, made++, scenario.kwh, {
        ...surroundingsOf(chip.chip, onEdge),
        pue: pueOf(onEdge, scenario.pue),
      }),
      chips: choice.count,
      tensorParallel: chip.chip.kind === 'gpu' && !isCompanion(role) ? side.tensorParallel : 'auto',
      ...(together(role, chip.chip, beside) && partsOf(side, onEdge)),
      weightFormat: beside?.served?.weightFormat ?? weightFormat,
      kvFormat: scenario.kv,
      software:
        chip.chip.kind === 'sram' ? SCHEDULED : onEdge ? EDGE : softwareFor(scenario.engine, chip.chip),
      maxSequences: onEdge ? EDGE_SEQUENCES : SERVER_SEQUENCES,
      tokenBudget: TOKEN_BUDGET,
    };
    return { ok: true, pool };
  };
  const serving: PoolInput[] = [];
  for (const [role, choice] of rolesOf(poolsInForce(side), architecture)) {
    const found = make(role, choice);
    if (!found.ok) return found;
    serving.push(found.pool);
  }
  const more = withMorePools(serving, scenario, side, make);
  if (!more.ok) return more;
  const all = withCompanions(more.pools, serving.length - 1, scenario, side, make);
  if (!all.ok) return all;
  const { pools } = all;
  const link = linkOf(pools);
  return {
    ok: true,
    cluster: {
      architecture,
      routing: routingOf(side),
      ...(side.rules.length > 0 && { classRules: side.rules }),
      ...(side.reject === 'slo' && { rejectEarly: true }),
      pools,
      link,
      facility: facilityOf(pools, architecture, scenario.pue),
      ...(side.tiers === null ? {} : { memory: memoryOf(side.tiers, side.kvOptions) }),
    },
  };
}

/** Pools whose groups may hold the scenario's model together: GPUs that compute its prompts or its answers whole. */
function together(role: PoolRole, chip: ChipInput, beside: Beside | undefined): boolean {
  const whole = role === 'mixed' || role === 'prefill' || role === 'decode';
  return whole && chip.kind === 'gpu' && (beside === undefined || beside.served === null);
}

function partsOf({ parallel: { pp, ep, overlap } }: SideScenario, edge: boolean): Partial<PoolInput> {
  // One device, and no key of a link to set more.
  if (edge) return { singleStage: true };
  return {
    ...(pp > 1 && { pipelineParallel: pp }),
    ...(ep > 1 && { expertRanks: { ranks: ep, overlap } }),
  };
}

/** Links name the engine's policies alone; null is the default. */
function routingOf({ route }: SideScenario): RouteId {
  return ROUTE_CHOICES.find((policy) => policy.id === route)?.id ?? 'least';
}

function rolesOf(
  pools: { prefill: PoolChoice | null; decode: PoolChoice },
  architecture: SideScenario['architecture'],
): [PoolRole, PoolChoice][] {
  if (pools.prefill === null) return [['mixed', pools.decode]];
  return [
    ['prefill', pools.prefill],
    [architecture === 'afd' ? 'attention' : 'decode', pools.decode],
  ];
}

function chipOf(
  choice: PoolChoice,
  own: Custom,
): { ok: true; chip: ChipInput } | { ok: false; reason: string } {
  const missing = `${choice.chip} is not a chip of the catalogue or of this scenario.`;
  return chipInputOf(choice.chip, own) ?? { ok: false, reason: missing };
}

const TASKS: Partial<Record<PoolRole, string>> = {
  mixed: 'runs',
  prefill: 'prefills',
  attention: 'attends',
};

/** An architecture is a promise about what runs where; a chip that breaks it is refused rather than relabelled. */
function misfitOf(side: SideScenario, role: PoolRole, chip: ChipInput): string | null {
  const { architecture } = side;
  if (isCompanion(role)) return null;
  const wanted =
    architecture === 'sram' || (architecture === 'gpu-sram' && role === 'decode') ? 'sram' : 'gpu';
  if (chip.kind === wanted) return null;
  const what =
    wanted === 'sram' ? 'chips that hold the weights in SRAM' : 'chips that stream the weights from a memory';
  const task = TASKS[role] ?? 'decodes';
  return `${architecture} ${task} on ${what}, which ${chip.name} is not.${hint(architecture, role)}`;
}

function hint(architecture: SideScenario['architecture'], role: PoolRole): string {
  if (architecture === 'gpu-split' && role === 'decode')
    return ' Use gpu-sram for a decode pool of SRAM chips.';
  if (architecture === 'gpu-sram' && role === 'decode') return ' Use gpu-split for a decode pool of GPUs.';
  if (architecture === 'gpu') return ' Use sram for one pool of SRAM chips.';
  return architecture === 'sram' ? ' Use gpu for one pool of GPUs.' : '';
}

/**
 * One fabric joins all pools: the narrower of what all prefill chips can send and all decode chips can take. Transfers
 * share it. Null where nothing is handed over.
 */
function linkOf(pools: readonly PoolInput[]): LinkInput | null {
  const total = (of: readonly PoolInput[]) =>
    of.reduce((sum, { chips, chip }) => sum + chips * chip.networkBytesPerSecond, 0);
  const prefills = pools.filter(({ role }) => role === 'prefill');
  if (prefills.length === 0) return null;
  return {
    bytesPerSecond: Math.min(total(prefills), total(pools.filter(({ role }) => decodesOnly(role)))),
    latencySeconds: LINK_LATENCY_SECONDS,
    mode: 'layered',
  };
}

interface Surroundings {
  nodeFactor: number;
  nodeWattsPerChip: number;
}

/** Eight-GPU servers: fans and losses by the tenth, 250 W of host per slot (model.md §7.3). */
const GPU_SERVER: Surroundings = { nodeFactor: 1.1, nodeWattsPerChip: 250 };
/** Assumed: one two-socket host of 800 W drives eight LPU cards. */
const LPU_SERVER: Surroundings = { nodeFactor: 1.1, nodeWattsPerChip: 100 };
/** The published power of a wafer machine or an edge module is that of the whole system. */
const WHOLE_SYSTEM: Surroundings = { nodeFactor: 1, nodeWattsPerChip: 0 };
/** Assumed: a desktop computer around a graphics card. */
const DESKTOP: Surroundings = { nodeFactor: 1.1, nodeWattsPerChip: 100 };

function surroundingsOf(chip: ChipInput, edge: boolean): Surroundings {
  if (chip.sram) return chip.sram.wafer ? WHOLE_SYSTEM : LPU_SERVER;
  if (!edge) return GPU_SERVER;
  return chip.memory.tier === 'lpddr' ? WHOLE_SYSTEM : DESKTOP;
}

/** Between Google's fleet at 1.09 and the average large site at 1.45 (model.md §7.3). A desk cools by itself. */
const DATA_CENTRE_PUE = 1.2;

const pueOf = (edge: boolean, own: number | null): number => own ?? (edge ? 1 : DATA_CENTRE_PUE);

/** One figure per cluster. Pools weigh in by what they draw, so node power at full load is exact. */
function facilityOf(
  pools: PoolInput[],
  architecture: SideScenario['architecture'],
  pue: number | null,
): FacilityInput {
  const several = pools.some((pool) => pool.edge === true);
  const onEdge = (pool: PoolInput) => (several ? pool.edge === true : architecture === 'edge');
  const pues = new Set(pools.map((pool) => pueOf(onEdge(pool), pue)));
  let [chips, watts, hostWatts, scaledWatts, cooledWatts] = [0, 0, 0, 0, 0];
  for (const pool of pools) {
    const around = surroundingsOf(pool.chip, onEdge(pool));
    const draw = pool.chips * (pool.chip.tdpWatts ?? 1);
    chips += pool.chips;
    watts += draw;
    scaledWatts += draw * around.nodeFactor;
    cooledWatts += draw * around.nodeFactor * pueOf(onEdge(pool), pue);
    hostWatts += pool.chips * around.nodeWattsPerChip;
  }
  return {
    nodeFactor: scaledWatts / watts,
    nodeWattsPerChip: hostWatts / chips,
    pue: pues.size === 1 ? [...pues][0]! : cooledWatts / scaledWatts,
  };
}
