import type { StoreApi } from 'zustand/vanilla';
import { encodeQuestion } from '../scenario/codec';
import { PRESETS, type Cue, type Preset } from '../scenario/presets';
import type { Scenario } from '../scenario/scenario';
import type { ScenarioState } from '../store/scenario-store';

/** Where in a story the page is: 0 is the preset itself, i its i-th step. */
export interface Place {
  preset: Preset;
  index: number;
}

export interface Story {
  /** Null while the scenario has been part of no story. */
  place: () => Place | null;
  /** The place while what is asked came from it, a control moved or not; null once something else was opened. */
  within: () => Place | null;
  /** Shows the next or the previous step; at an end, and without a story, nothing happens. */
  step: (by: 1 | -1) => void;
  subscribe: (listener: () => void) => () => void;
}

function scenariosOf({ scenario, steps }: Preset): readonly Scenario[] {
  return [scenario, ...steps.map((step) => step.scenario)];
}

/** No question stands in two stories; a test sees to it. Filled preset by preset, as far as somebody looked. */
const PLACES = new Map<string, Place>();
let known = 0;

/** False when all presets are known. */
function readNext(): boolean {
  const preset = PRESETS[known];
  if (preset === undefined) return false;
  known += 1;
  scenariosOf(preset).forEach((scenario, index) => PLACES.set(encodeQuestion(scenario), { preset, index }));
  return true;
}

/** Where the story of this very scenario is; null for one that is part of no story. */
export function placeOf(scenario: Scenario): Place | null {
  const question = encodeQuestion(scenario);
  let place = PLACES.get(question);
  while (place === undefined && readNext()) place = PLACES.get(question);
  return place ?? null;
}

/** Reads the presets one at a time while the page has nothing else to do, so that the first move of a slider need not. */
export function readStories(whenIdle: (act: () => void) => void): void {
  const next = () => {
    if (readNext()) whenIdle(next);
  };
  whenIdle(next);
}

export function textOf({ preset, index }: Place): string {
  return preset.steps[index - 1]?.text ?? preset.claim;
}

/** The text without its last sentence, and that sentence where it says where to look; a test sees to its form. */
export function askedAndLook(text: string): [asked: string, look: string] {
  const look = /(?:Look at|Watch|Find|Change)[^?.]*[.?]$/.exec(text)?.[0] ?? '';
  return [text.slice(0, text.length - look.length), look];
}

/** What the question there is about, and where to look. */
export function cueOf({ preset, index }: Place): Cue {
  return preset.steps[index - 1] ?? preset;
}

export function lengthOf({ preset }: Place): number {
  return preset.steps.length + 1;
}

/**
 * Follows what is opened as a whole: a link that is a step of a story is at that step. A control that is moved meanwhile
 * leaves the place as it was, even where it passes another step, so that a speaker who tried something can go on.
 */
export function createStory(scenarioStore: StoreApi<ScenarioState>): Story {
  const listeners = new Set<() => void>();
  let within = placeOf(scenarioStore.getState().scenario);
  let place = within;

  scenarioStore.subscribe(({ scenario, meant, opened }, before) => {
    if (opened === before.opened) return;
    const next = placeOf(scenario);
    // Beside a cluster that is locked a step is not what it was, but it is where the story stands.
    const stands = next ?? placeOf(meant) ?? place;
    if (next === within && stands === place) return;
    within = next;
    place = stands;
    listeners.forEach((listener) => listener());
  });

  return {
    place: () => place,
    within: () => within,
    step(by) {
      const target = place && scenariosOf(place.preset)[place.index + by];
      if (!target) return;
      scenarioStore.getState().choose(target, target.charts);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
