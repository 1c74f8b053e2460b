import { createStore, type StoreApi } from 'zustand/vanilla';
import { assemble } from '../scenario/assemble';
import { encode } from '../scenario/codec';
import { DEFAULT_B, DEFAULT_SCENARIO, sideOf } from '../scenario/defaults';
import { patchScenario, patchSide } from '../scenario/patch';
import type { Problem, Scenario, SideScenario } from '../scenario/scenario';
import { createRecorder, NO_HISTORY, stepBack, stepForward, type History } from './undo';

type SideId = 'a' | 'b';

/** What is asked. Shared by link; every change is a new object, so history can hold them. */
export interface ScenarioState {
  scenario: Scenario;
  /** How often it was set as a whole: by a link, a preset, a step of a story, or undo. */
  opened: number;
  /** What was last set as a whole, had no cluster been locked. */
  meant: Scenario;
  /** Parts of the last link, file or message that could not be used; shown until dismissed. */
  problems: Problem[];
  history: History;
  /**
   * A locked cluster is a yardstick: controls, fixes, presets, copies and swaps leave it as it is. The sliders, which
   * both sides share, still move it; and links, Back, undo and other programs do what they say. Not in the link.
   */
  locked: Readonly<Record<SideId, boolean>>;
  /** Changes some fields by the rules of `scenario/patch.ts`: a size drops the model, a workload brings its lengths. */
  set: (patch: Partial<Scenario>) => void;
  /** Another architecture starts from its own pools. Asking for a hidden B shows it. */
  setSide: (side: SideId, patch: Partial<SideScenario>) => void;
  /** One field of the table, as a link writes it; null asks for its default. What was wrong with it, or null. */
  setText: (key: string, text: string | null) => string | null;
  /** Replaces everything: a link was opened. */
  replace: (scenario: Scenario, problems: Problem[]) => void;
  /**
   * A preset was chosen, or a step of one: as `replace`, but a locked cluster stays, and the page goes on showing the parts
   * that it shows, and the charts unless the step has its own.
   */
  choose: (scenario: Scenario, charts?: Scenario['charts']) => void;
  swap: () => void;
  copy: (from: SideId, to: SideId) => void;
  lock: (side: SideId, locked: boolean) => void;
  undo: () => void;
  redo: () => void;
  /** The pointer went down or up: edits between are one step of undo. */
  press: (down: boolean) => void;
  /** What is shown now is where undo ends. */
  forgetPast: () => void;
  report: (problems: Problem[]) => void;
  dismissProblems: () => void;
}

export function createScenarioStore(
  initial: Scenario = DEFAULT_SCENARIO,
  now: () => number = Date.now,
): StoreApi<ScenarioState> {
  const recorder = createRecorder(now);
  return createStore((setState, getState) => {
    /** The same scenario stays the same object, so that nobody recomputes it. */
    const change = (next: Scenario, rest: Partial<ScenarioState> = {}) => {
      const { scenario, history } = getState();
      if (encode(next) === encode(scenario)) setState(rest);
      else setState({ ...rest, scenario: next, history: recorder.record(history, scenario, next) });
    };
    const walk = (step: typeof stepBack) => {
      const { history, scenario } = getState();
      const found = step(history, scenario);
      if (!found) return;
      recorder.settle();
      const [meant, rest] = found;
      setState({ scenario: meant, meant, opened: getState().opened + 1, history: rest });
    };
    /** Says why nothing happens, once, where a side is locked. */
    const refused = (...sides: SideId[]): boolean => {
      const { locked, problems } = getState();
      const side = sides.find((id) => locked[id]);
      if (side === undefined) return false;
      const name = side.toUpperCase();
      const message = `Cluster ${name} is locked and stays as it is; unlock it to change it.`;
      if (!problems.some((problem) => problem.message === message)) {
        setState({ problems: [...problems, { key: side, value: '', message }] });
      }
      return true;
    };
    const open = (next: Scenario, problems: Problem[], meant = next) => {
      recorder.settle();
      change(patchScenario(next, {}), { opened: getState().opened + 1, meant, problems });
    };
    return {
      scenario: patchScenario(initial, {}),
      meant: initial,
      opened: 0,
      problems: [],
      history: NO_HISTORY,
      locked: { a: false, b: false },
      set(patch) {
        const sides = (['a', 'b'] as const).filter((id) => id in patch);
        if (!refused(...sides)) change(patchScenario(getState().scenario, patch));
      },
      setSide(id, patch) {
        if (refused(id)) return;
        const { scenario } = getState();
        const side = scenario[id] ?? sideOf(patch.architecture ?? DEFAULT_B);
        change(patchScenario(scenario, { [id]: patchSide(side, patch) }));
      },
      setText(key, text) {
        const side = (['a', 'b'] as const).find((id) => key === id || key.startsWith(`${id}.`));
        if (side !== undefined && refused(side)) return `${key} is locked.`;
        const read = assemble(getState().scenario, new Map([[key, text]]), 'patch');
        change(read.scenario);
        return read.problems.find((problem) => problem.key === key)?.message ?? null;
      },
      replace: (next, problems) => open(next, problems),
      choose(next, charts = getState().scenario.charts) {
        const { scenario, locked } = getState();
        const { view, layout, embed, theme, req } = scenario;
        const a = locked.a ? scenario.a : next.a;
        const b = locked.b ? scenario.b : next.b;
        open({ ...next, a, b, view, layout, embed, theme, charts, req }, [], next);
      },
      swap() {
        const { a, b } = getState().scenario;
        if (b !== null && !refused('a', 'b')) change(patchScenario(getState().scenario, { a: b, b: a }));
      },
      copy(from, to) {
        const { scenario } = getState();
        const side = scenario[from];
        if (side !== null && !refused(to)) change(patchScenario(scenario, { [to]: side }));
      },
      lock: (side, isLocked) => setState(({ locked }) => ({ locked: { ...locked, [side]: isLocked } })),
      undo: () => walk(stepBack),
      redo: () => walk(stepForward),
      press: recorder.press,
      forgetPast() {
        recorder.settle();
        setState({ history: NO_HISTORY });
      },
      report: (problems) => setState((state) => ({ problems: [...state.problems, ...problems] })),
      dismissProblems: () => setState({ problems: [] }),
    };
  });
}
