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
export interface Preset extends Cue {
  id: string;
  title: string;
  claim: string;
  scenario: Scenario;
  /** Where the story goes from there. */
  steps: readonly Step[];
}

/** What a question is about, and where its answer is seen. A step has those of its preset where it names none. */
export interface Cue {
  /** The measure that the sentence begins with; null: speed, chips and price, as everywhere. */
  about: About | null;
  /** The part of the page that shows it. */
  look: Look | null;
}

/** Joules, dollars, first tokens; how even tokens come; prompts of others; promised latencies; KV found again. */
export const ABOUTS = ['energy', 'cost', 'ttft', 'jitter', 'stall', 'promises', 'memory'] as const;
export type About = (typeof ABOUTS)[number];

export const LOOKS = {
  charts: ['latency', 'energy', 'cost', 'frontier', 'waterfall', 'timeline'],
  folds: ['promises', 'memory', 'difference', 'waits', 'sure'],
  dialogs: ['chip', 'plan'],
} as const;
export type ChartLook = (typeof LOOKS.charts)[number];
export type FoldLook = (typeof LOOKS.folds)[number];
export type Look = ChartLook | FoldLook | (typeof LOOKS.dialogs)[number];

/** The preset with some keys changed, and one line that asks what follows. */
export interface Step extends Cue {
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
  about?: string | null;
  look?: string | null;
}

/** Read when somebody asks: all of them at once would take longer than the page has before its first answer. */
export const PRESETS: readonly Preset[] = FILES.map((file) => {
  const { id, title, claim } = file;
  const written: readonly StepFile[] = file.steps;
  // A test holds every name in the files to the lists above.
  const cue = { about: null, look: null, ...file } as Cue;
  const scenario = once(() => fromJson(file.scenario, DEFAULT_SCENARIO).scenario);
  const steps = once(() =>
    written.map(({ set, text, about = cue.about, look = cue.look }) => ({
      text,
      about: about as About | null,
      look: look as Look | null,
      scenario: applyLink(set, scenario()).scenario,
    })),
  );
  return {
    id,
    title,
    claim,
    get scenario() {
      return scenario();
    },
    about: cue.about,
    look: cue.look,
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
