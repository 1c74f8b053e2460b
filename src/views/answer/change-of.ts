import type { ArchitectureId } from '../../engine/input';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { patchScenario, patchSide } from '../../scenario/patch';
import type { Scenario, SideScenario } from '../../scenario/scenario';
import type { Advice } from '../../store/advice';
import { tokens } from '../../units/format';
import { ARCHITECTURE_TEXT } from '../architectures';

/** One field set otherwise, with which a side fits. */
export interface Change {
  /** What a button says that sets it. */
  words: string;
  patch: Partial<Scenario>;
  /** The field is the side's own; else it is of both. */
  ofSide: boolean;
  /** How exact the numbers are that the machines keep: what that does to answers is not modelled. */
  ofFormat: boolean;
  /** The side then fits, but its load outgrows it. */
  overloaded: boolean;
}

type Candidate = Omit<Change, 'overloaded'>;

/** The first change of one field with which the closed form says that a side fits; null where it knows none. */
export async function changeOf(
  advice: Advice,
  scenario: Scenario,
  id: 'a' | 'b',
  signal?: AbortSignal,
): Promise<Change | null> {
  const tried = async (candidate: Candidate): Promise<Change | null> => {
    signal?.throwIfAborted();
    const report = await advice.estimate(patchScenario(scenario, candidate.patch), id);
    return report?.feasible ? { ...candidate, overloaded: report.saturated } : null;
  };
  for (const candidate of [...ofSide(scenario, id), ...ofFormats(scenario)]) {
    const found = await tried(candidate);
    if (found) return found;
  }
  return shorter(scenario.ctx, tried);
}

/** One of the settings that exclude each other, taken back; null where a side cannot be asked for otherwise. */
export async function takenBack(
  advice: Pick<Advice, 'estimate'>,
  scenario: Scenario,
  id: 'a' | 'b',
): Promise<Change | null> {
  const { turns, sys } = scenario.sessions;
  const candidates: [words: string, patch: Partial<Scenario>, is: boolean][] = [
    ['Take Concurrency back', { conc: null }, scenario.conc !== null],
    ['Take the sessions back', { sessions: DEFAULT_SCENARIO.sessions }, turns > 1 || sys > 0],
  ];
  for (const [words, patch, is] of candidates) {
    if (!is) continue;
    const report = await advice.estimate(patchScenario(scenario, patch), id);
    if (report !== null)
      return { words, patch, ofSide: false, ofFormat: false, overloaded: report.saturated };
  }
  return null;
}

/** The same pools with chips of the other kind. */
const OTHER_KIND: Partial<Record<ArchitectureId, ArchitectureId>> = {
  gpu: 'sram',
  sram: 'gpu',
  'gpu-split': 'gpu-sram',
  'gpu-sram': 'gpu-split',
};

/** The architecture for which the chips of a side are, where its own takes none of their kind; null where there is none. */
export async function architectureFor(
  advice: Pick<Advice, 'estimate'>,
  scenario: Scenario,
  id: 'a' | 'b',
): Promise<Change | null> {
  const side = scenario[id];
  const architecture = side && OTHER_KIND[side.architecture];
  if (!architecture) return null;
  const patch = { [id]: patchSide(side, { architecture }) };
  const report = await advice.estimate(patchScenario(scenario, patch), id);
  if (report === null) return null;
  const words = `Make ${id.toUpperCase()} ${ARCHITECTURE_TEXT[architecture].short}`;
  return { words, patch, ofSide: true, ofFormat: false, overloaded: report.saturated };
}

/** What was set by hand, set back. */
function ofSide(scenario: Scenario, id: 'a' | 'b'): Candidate[] {
  const side = scenario[id];
  if (!side) return [];
  const { parallel, tensorParallel } = side;
  const name = id.toUpperCase();
  const change = (words: string, patch: Partial<SideScenario>): Candidate => ({
    words: `Use ${words} in ${name}`,
    patch: { [id]: patchSide(side, patch) },
    ofSide: true,
    ofFormat: false,
  });
  return [
    ...(tensorParallel === 'auto' ? [] : [change('parallelism auto', { tensorParallel: 'auto' })]),
    ...(parallel.pp > 1 ? [change('1 pipeline stage', { parallel: { ...parallel, pp: 1 } })] : []),
    ...(parallel.ep > 1 ? [change('1 expert rank', { parallel: { ...parallel, ep: 1 } })] : []),
  ];
}

const SIXTEEN_BITS: readonly Scenario['fmt'][] = ['bf16', 'fp16'];
const FOUR_BITS: readonly Scenario['fmt'][] = ['int4', 'mxfp4', 'nvfp4'];

/** Fewer bits a number, the widest first. */
function ofFormats({ kv, fmt }: Scenario): Candidate[] {
  const change = (words: string, patch: Partial<Scenario>): Candidate => ({
    words: `Use ${words}`,
    patch,
    ofSide: false,
    ofFormat: true,
  });
  return [
    ...(SIXTEEN_BITS.includes(fmt) ? [change('weight format fp8', { fmt: 'fp8' })] : []),
    ...(kv === 'bf16' ? [change('KV format fp8', { kv: 'fp8' })] : []),
    ...(kv === 'int4' ? [] : [change('KV format int4', { kv: 'int4' })]),
    ...(FOUR_BITS.includes(fmt) ? [] : [change('weight format int4', { fmt: 'int4' })]),
  ];
}

/** As short as the field allows. */
const SHORTEST = 128;

/** The longest context of two digits that fits; null where none does. */
async function shorter(
  ctx: number,
  tried: (candidate: Candidate) => Promise<Change | null>,
): Promise<Change | null> {
  const steps = contextsBelow(ctx);
  let found: Change | null = null;
  let [low, high] = [0, steps.length - 1];
  // A longer context never takes less memory.
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const to = steps[middle]!;
    const here = await tried({
      words: `Shorten the context to ${tokens(to)} tokens`,
      patch: { ctx: to },
      ofSide: false,
      ofFormat: false,
    });
    if (here) [found, low] = [here, middle + 1];
    else high = middle - 1;
  }
  return found;
}

/** Numbers of two digits, ascending. */
function contextsBelow(ctx: number): number[] {
  const steps = [SHORTEST];
  for (let power = 10; power < ctx; power *= 10)
    for (let digits = 10; digits < 100; digits++) {
      const step = digits * power;
      if (step > SHORTEST && step < ctx) steps.push(step);
    }
  return steps;
}
