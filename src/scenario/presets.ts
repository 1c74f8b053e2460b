import firstRace from '../../public/scenarios/first-race.json';
import monolithicGpu from '../../public/scenarios/monolithic-gpu.json';
import prefillVsDecode from '../../public/scenarios/prefill-vs-decode.json';
import splitGpu from '../../public/scenarios/split-gpu.json';
import sramDecode from '../../public/scenarios/sram-decode.json';
import wafer from '../../public/scenarios/wafer.json';
import smallModels from '../../public/scenarios/small-models.json';
import agents from '../../public/scenarios/agents.json';
import longContext from '../../public/scenarios/long-context.json';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson } from './json';
import type { Scenario } from './scenario';

/** A scenario with a name and the question it is there for. The answer is computed, never written here. */
export interface Preset {
  id: string;
  title: string;
  claim: string;
  scenario: Scenario;
}

/** The files are also served as they are, so that other programs can fetch them. */
const FILES = [
  firstRace,
  monolithicGpu,
  prefillVsDecode,
  splitGpu,
  sramDecode,
  wafer,
  smallModels,
  agents,
  longContext,
];

export const PRESETS: readonly Preset[] = FILES.map(({ id, title, claim, scenario }) => ({
  id,
  title,
  claim,
  scenario: fromJson(scenario, DEFAULT_SCENARIO).scenario,
}));

export function presetById(id: string): Preset | null {
  return PRESETS.find((preset) => preset.id === id) ?? null;
}
