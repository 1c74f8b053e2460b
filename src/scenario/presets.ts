import firstRace from '../../public/scenarios/first-race.json';
import monolithicGpu from '../../public/scenarios/monolithic-gpu.json';
import prefillVsDecode from '../../public/scenarios/prefill-vs-decode.json';
import splitGpu from '../../public/scenarios/split-gpu.json';
import sramDecode from '../../public/scenarios/sram-decode.json';
import lpx from '../../public/scenarios/lpx.json';
import wafer from '../../public/scenarios/wafer.json';
import smallModels from '../../public/scenarios/small-models.json';
import agents from '../../public/scenarios/agents.json';
import longContext from '../../public/scenarios/long-context.json';
import fourTiers from '../../public/scenarios/four-tiers.json';
import routing from '../../public/scenarios/routing.json';
import portableStack from '../../public/scenarios/portable-stack.json';
import joules from '../../public/scenarios/joules.json';
import costOfIdle from '../../public/scenarios/cost-of-idle.json';
import consistency from '../../public/scenarios/consistency.json';
import yourChip from '../../public/scenarios/your-chip.json';
import planIt from '../../public/scenarios/plan-it.json';
import { applyLink } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson } from './json';
import type { Scenario } from './scenario';

/** A scenario with a name and the question it is there for. The answer is computed, never written here. */
export interface Preset {
  id: string;
  title: string;
  claim: string;
  scenario: Scenario;
  /** Where the story goes from there. */
  steps: readonly Step[];
  /** The part of the page that the story is about and that has to be opened; null for most. */
  opens: Opens | null;
}

export type Opens = 'chip' | 'plan' | 'memory';

/** The preset with some keys changed, and one line that asks what follows. */
export interface Step {
  text: string;
  scenario: Scenario;
}

/** The files are also served as they are, so that other programs can fetch them. */
const FILES = [
  firstRace,
  monolithicGpu,
  prefillVsDecode,
  splitGpu,
  sramDecode,
  lpx,
  wafer,
  smallModels,
  agents,
  longContext,
  fourTiers,
  routing,
  portableStack,
  joules,
  costOfIdle,
  consistency,
  yourChip,
  planIt,
];

/** Steps are written like links, each on top of the preset itself, so that any of them can be opened first. */
interface StepFile {
  set: string;
  text: string;
}

/** Read when somebody asks: all of them at once would take longer than the page has before its first answer. */
export const PRESETS: readonly Preset[] = FILES.map((file) => {
  const { id, title, claim } = file;
  const written: readonly StepFile[] = file.steps;
  const scenario = once(() => fromJson(file.scenario, DEFAULT_SCENARIO).scenario);
  const steps = once(() =>
    written.map(({ set, text }) => ({ text, scenario: applyLink(set, scenario()).scenario })),
  );
  return {
    id,
    title,
    claim,
    get scenario() {
      return scenario();
    },
    opens: 'opens' in file ? (file.opens as Opens) : null,
    get steps() {
      return steps();
    },
  };
});

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

export function presetById(id: string): Preset | null {
  return PRESETS.find((preset) => preset.id === id) ?? null;
}
