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
import { ROUTE_POLICIES } from '../engine/routing/policies';
import { chipInputOf, type Custom } from './custom';
import { poolsInForce } from './defaults';
import { softwareFor } from './engines';
import { architectureNotYet } from './not-yet';
import { pricedChip } from './prices';
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
  const later = architectureNotYet(architecture);
  if (later) return { ok: false, reason: later };
  const choices = poolsInForce(side);
  const pools: PoolInput[] = [];
  for (const [role, choice] of rolesOf(choices)) {
    const chip = chipOf(choice, scenario.custom);
    if (!chip.ok) return chip;
    const misfit = misfitOf(side, role, chip.chip);
    if (misfit) return { ok: false, reason: misfit };
    const edge = architecture === 'edge';
    pools.push({
      role,
      chip: pricedChip(inGeneration(chip.chip, side.sram), side.price, pools.length, scenario.kwh, {
        ...surroundingsOf(chip.chip, edge),
        pue: pueOf(edge, scenario.pue),
      }),
      chips: choice.count,
      tensorParallel: chip.chip.kind === 'gpu' ? side.tensorParallel : 'auto',
      weightFormat,
      kvFormat: scenario.kv,
      software: chip.chip.kind === 'sram' ? SCHEDULED : edge ? EDGE : softwareFor(scenario.engine, chip.chip),
      maxSequences: edge ? EDGE_SEQUENCES : SERVER_SEQUENCES,
      tokenBudget: TOKEN_BUDGET,
    });
  }
  const [first, second] = pools;
  const link = first && second ? linkBetween(first, second) : null;
  return {
    ok: true,
    cluster: {
      architecture,
      routing: routingOf(side),
      pools,
      link,
      facility: facilityOf(pools, architecture, scenario.pue),
      ...(side.tiers === null ? {} : { memory: memoryOf(side.tiers, side.kvOptions) }),
    },
  };
}

/** A policy that is not simulated yet falls back to the default, and `not-yet.ts` says so. */
function routingOf({ route }: SideScenario): RouteId {
  return ROUTE_POLICIES.find((policy) => policy.id === route)?.id ?? 'least';
}

function rolesOf(pools: { prefill: PoolChoice | null; decode: PoolChoice }): [PoolRole, PoolChoice][] {
  if (pools.prefill === null) return [['mixed', pools.decode]];
  return [
    ['prefill', pools.prefill],
    ['decode', pools.decode],
  ];
}

function chipOf(
  choice: PoolChoice,
  own: Custom,
): { ok: true; chip: ChipInput } | { ok: false; reason: string } {
  const missing = `${choice.chip} is not a chip of the catalogue or of this scenario.`;
  return chipInputOf(choice.chip, own) ?? { ok: false, reason: missing };
}

/** An architecture is a promise about what runs where; a chip that breaks it is refused rather than relabelled. */
function misfitOf(side: SideScenario, role: PoolRole, chip: ChipInput): string | null {
  const { architecture } = side;
  const wanted =
    architecture === 'sram' || (architecture === 'gpu-sram' && role === 'decode') ? 'sram' : 'gpu';
  if (chip.kind === wanted) return null;
  const what =
    wanted === 'sram' ? 'chips that hold the weights in SRAM' : 'chips that stream the weights from a memory';
  const task = role === 'mixed' ? 'runs' : role === 'prefill' ? 'prefills' : 'decodes';
  return `${architecture} ${task} on ${what}, which ${chip.name} is not.${hint(architecture, role)}`;
}

function hint(architecture: SideScenario['architecture'], role: PoolRole): string {
  if (architecture === 'gpu-split' && role === 'decode')
    return ' Use gpu-sram for a decode pool of SRAM chips.';
  if (architecture === 'gpu-sram' && role === 'decode') return ' Use gpu-split for a decode pool of GPUs.';
  if (architecture === 'gpu') return ' Use sram for one pool of SRAM chips.';
  return architecture === 'sram' ? ' Use gpu for one pool of GPUs.' : '';
}

/** The narrower of what all prefill chips can send and all decode chips can take; transfers share it. */
function linkBetween(prefill: PoolInput, decode: PoolInput): LinkInput {
  const total = (pool: PoolInput) => pool.chips * pool.chip.networkBytesPerSecond;
  return {
    bytesPerSecond: Math.min(total(prefill), total(decode)),
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
  const edge = architecture === 'edge';
  let [chips, watts, hostWatts, scaledWatts] = [0, 0, 0, 0];
  for (const pool of pools) {
    const around = surroundingsOf(pool.chip, edge);
    const draw = pool.chips * (pool.chip.tdpWatts ?? 1);
    chips += pool.chips;
    watts += draw;
    scaledWatts += draw * around.nodeFactor;
    hostWatts += pool.chips * around.nodeWattsPerChip;
  }
  return {
    nodeFactor: scaledWatts / watts,
    nodeWattsPerChip: hostWatts / chips,
    pue: pueOf(edge, pue),
  };
}
