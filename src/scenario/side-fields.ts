import { FIRST_GENERATION, SRAM_GENERATIONS, type SramGeneration } from '../data/sram-generation';
import type { ArchitectureId } from '../engine/input';
import { closestText } from './closest';
import { chipIds, type Custom } from './custom';
import {
  ARCHITECTURES,
  DEFAULT_A,
  DEFAULT_B,
  defaultPools,
  isSinglePool,
  poolsInForce,
  singlePoolKey,
} from './defaults';
import { bad, choiceParser, good, type Field, type Parsed, type Range } from './field';
import { kvOptionFields } from './kv-options';
import { morePoolsField, rejectField } from './more-pools';
import { MOST_CHIPS, parsePool, printPool } from './pool-choice';
import { parseDecimal } from './quantity';
import { parallelFields } from './parallel';
import { priceField } from './prices';
import { ROUTE_CHOICES } from './routes';
import { rulesField } from './rules';
import type { PoolChoice } from './scenario';
import { specField } from './speculation';
import { splitFields } from './split';
import { parseTiers } from './tiers';

type SideId = 'a' | 'b';
/** What follows `a` or `b` in links. */
type PoolKey = 'prefill' | 'decode';

const COUNT: Range = { min: 1, max: MOST_CHIPS, whole: true, log: true };

function parsePoolChoice(text: string, own?: Custom): Parsed<PoolChoice> {
  const choice = parsePool(text.trim());
  if (choice === null) return bad('is not <chip id>x<count>, e.g. h100-sxmx8');
  const ids = chipIds(own);
  if (!ids.includes(choice.chip)) return bad(`names no known chip${closestText(choice.chip, ids)}`);
  if (choice.count < COUNT.min || choice.count > COUNT.max)
    return bad('has a count outside 1 to 100,000 chips');
  return good(choice);
}

function poolField(side: SideId, phase: PoolKey): Field<PoolChoice> {
  const own = (architecture: ArchitectureId) =>
    !isSinglePool(architecture) || singlePoolKey(architecture) === phase;
  const pick = (pools: { prefill: PoolChoice | null; decode: PoolChoice }, architecture: ArchitectureId) =>
    isSinglePool(architecture) ? pools.decode : pools[phase];
  return {
    key: `${side}.${phase}`,
    group: 'scenario',
    label: phase === 'prefill' ? 'Prefill pool' : 'Decode pool',
    unit: 'chips',
    json: 'string',
    range: COUNT,
    slider: null,
    parse: parsePoolChoice,
    print: printPool,
    get(scenario) {
      const at = scenario[side];
      if (at === null || !own(at.architecture)) return undefined;
      return pick(poolsInForce(at), at.architecture);
    },
    default(scenario) {
      const at = scenario[side];
      return at === null || !own(at.architecture)
        ? null
        : pick(defaultPools(at.architecture), at.architecture);
    },
    write(draft, value) {
      draft[side][phase] = value;
    },
  };
}

const LARGEST_GROUP = 1024;

/** Powers of two only: heads and widths of every catalogue model divide by them, and domains are built so. */
function parseTensorParallel(text: string): Parsed<number | 'auto'> {
  if (text.trim() === 'auto') return good('auto');
  const degree = parseDecimal(text.trim());
  const powerOfTwo = Number.isInteger(Math.log2(degree)) && degree >= 1 && degree <= LARGEST_GROUP;
  return powerOfTwo ? good(degree) : bad(`is not auto or a power of two from 1 to ${String(LARGEST_GROUP)}`);
}

function tensorParallelField(side: SideId): Field<number | 'auto'> {
  return {
    key: `${side}.tp`,
    offered: ['auto', '1', '2', '4', '8', '16', '32', '64'],
    choiceLabels: { auto: 'auto: fastest that fits' },
    label: 'Tensor parallelism',
    unit: 'chips',
    json: 'number',
    range: { min: 1, max: LARGEST_GROUP, whole: true, log: true },
    slider: null,
    parse: parseTensorParallel,
    print: String,
    get: (scenario) => scenario[side]?.tensorParallel,
    default: () => 'auto',
    write(draft, value) {
      draft[side].tensorParallel = value ?? 'auto';
    },
  };
}

/** KV that outlives its request. */
function tiersField(side: SideId): Field<string> {
  return {
    key: `${side}.tiers`,
    group: 'memory',
    label: 'KV memory',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    parse: parseTiers,
    print: (value) => value,
    get: (scenario) => scenario[side]?.tiers,
    default: () => null,
    write(draft, value) {
      draft[side].tiers = value;
    },
  };
}

/** Rules of model.md §5.1, the default first. */
const ROUTES = ROUTE_CHOICES.map(({ id }) => id);

function routeField(side: SideId): Field<string> {
  return {
    key: `${side}.route`,
    group: 'routing',
    label: 'Routing policy',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    choices: ROUTES,
    choiceLabels: Object.fromEntries(ROUTE_CHOICES.map(({ id, label }) => [id, label])),
    parse: choiceParser(ROUTES, 'a routing policy'),
    print: (value) => value,
    get(scenario) {
      const choice = scenario[side];
      return choice === null ? undefined : (choice.route ?? 'least');
    },
    default: () => 'least',
    write(draft, value) {
      draft[side].route = value === 'least' ? null : value;
    },
  };
}

/** Same silicon, later compiler. */
function sramField(side: SideId): Field<SramGeneration> {
  return {
    key: `${side}.sram`,
    group: 'engine',
    label: 'SRAM software',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    choices: SRAM_GENERATIONS,
    choiceLabels: { '2024h1': 'first public runs, 2024', '2024h2': 'since late 2024' },
    parse: choiceParser(SRAM_GENERATIONS, 'a software generation'),
    print: (value) => value,
    get: (scenario) => scenario[side]?.sram,
    default: () => FIRST_GENERATION,
    write(draft, value) {
      draft[side].sram = value ?? FIRST_GENERATION;
    },
  };
}

const architectureParser = choiceParser(ARCHITECTURES, 'an architecture');

const architectureA: Field<ArchitectureId> = {
  key: 'a',
  group: 'scenario',
  label: 'Cluster A',
  unit: '',
  json: 'string',
  range: null,
  slider: null,
  parse: architectureParser,
  print: (value) => value,
  get: (scenario) => scenario.a.architecture,
  default: () => DEFAULT_A,
  write(draft, value) {
    draft.a.architecture = value ?? DEFAULT_A;
  },
};

const architectureB: Field<ArchitectureId | 'none'> = {
  ...architectureA,
  key: 'b',
  label: 'Cluster B',
  parse: choiceParser([...ARCHITECTURES, 'none'], 'an architecture or none'),
  print: (value) => value,
  get: (scenario) => scenario.b?.architecture ?? 'none',
  default: () => DEFAULT_B,
  write(draft, value) {
    if (value === 'none') draft.scenario.b = null;
    else draft.b.architecture = value ?? DEFAULT_B;
  },
};

export const ARCHITECTURE_FIELDS = { a: architectureA, b: architectureB };

/** The rows that refine one side. */
export function sideFields(side: SideId) {
  return {
    prefill: poolField(side, 'prefill'),
    decode: poolField(side, 'decode'),
    tp: tensorParallelField(side),
    tiers: tiersField(side),
    ...kvOptionFields(side),
    route: routeField(side),
    rules: rulesField(side),
    more: morePoolsField(side),
    reject: rejectField(side),
    price: priceField(side),
    spec: specField(side),
    ...parallelFields(side),
    ...splitFields(side, { parse: parsePoolChoice, print: printPool, range: COUNT }),
    sram: sramField(side),
  };
}
