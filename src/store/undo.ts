import { FIELD_LIST } from '../scenario/fields';
import type { Scenario } from '../scenario/scenario';

/**
 * Steps back and forward through what was asked. One press of the pointer is one step, however many values a drag
 * passes; so is a burst of edits of the same fields without it, such as an arrow key held down or a number being typed.
 */
export interface History {
  past: readonly Scenario[];
  future: readonly Scenario[];
}

export const NO_HISTORY: History = { past: [], future: [] };

/** More than anybody walks back, and little memory: scenarios share their parts. */
const MOST_STEPS = 200;

/** Edits of the same fields closer together than this are one step. */
const BURST_MS = 1000;

export interface Recorder {
  /** The history after a change. */
  record: (history: History, before: Scenario, after: Scenario) => History;
  /** The pointer went down or up. */
  press: (down: boolean) => void;
  /** Ends the burst: what comes next is a step of its own. */
  settle: () => void;
}

export function createRecorder(now: () => number = Date.now): Recorder {
  let last = { at: -Infinity, keys: new Set<unknown>(), press: -1 };
  /** Counts presses; the same number as the last edit's means the same drag. */
  let presses = 0;
  let down = false;
  return {
    press(isDown) {
      if (isDown) presses += 1;
      down = isDown;
    },
    settle() {
      last = { at: -Infinity, keys: new Set(), press: -1 };
    },
    record(history, before, after) {
      const keys = changedKeys(before, after);
      // How the page shows a scenario is no step: undoing goes back to other questions.
      if (keys.size === 0) return history;
      const at = now();
      const press = down ? presses : -1;
      const sameDrag = press !== -1 && press === last.press;
      const unpressed = press === -1 && last.press === -1;
      const sameBurst = unpressed && at - last.at < BURST_MS && [...keys].some((key) => last.keys.has(key));
      last = { at, keys, press };
      const goesOn = history.past.length > 0 && history.future.length === 0 && (sameDrag || sameBurst);
      if (goesOn) return history;
      return { past: [...history.past, before].slice(-MOST_STEPS), future: [] };
    },
  };
}

/** Keys of the question that differ; what only concerns the page is left out. Own chips are never typed on: each change is a key. */
function changedKeys(before: Scenario, after: Scenario): Set<unknown> {
  const keys = new Set<unknown>();
  for (const field of FIELD_LIST) {
    const own = field.key === 'x';
    if (field.group === 'page' && !own) continue;
    const [was, is] = [field.get(before), field.get(after)];
    const text = (value: unknown) => (value === null || value === undefined ? '' : field.print(value));
    if (was !== is && text(was) !== text(is)) keys.add(own ? is : field.key);
  }
  return keys;
}

/** One step back: the scenario to show, still shown the way the page is now. Null at the beginning. */
export function stepBack({ past, future }: History, now: Scenario): [Scenario, History] | null {
  const before = past.at(-1);
  return before ? [shownAs(before, now), { past: past.slice(0, -1), future: [...future, now] }] : null;
}

export function stepForward({ past, future }: History, now: Scenario): [Scenario, History] | null {
  const after = future.at(-1);
  return after ? [shownAs(after, now), { past: [...past, now], future: future.slice(0, -1) }] : null;
}

function shownAs(scenario: Scenario, { view, layout, embed, theme, charts, req }: Scenario): Scenario {
  return { ...scenario, view, layout, embed, theme, charts, req };
}
