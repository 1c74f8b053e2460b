import type { EngineInput, TraceWorkload } from '../engine/input';
import type { SideReport } from '../engine/result';
import type { TraceSummary } from '../engine/workload/trace-summary';
import { impossibleReport } from '../scenario/impossible';
import { toJson, type ScenarioJson } from '../scenario/json';
import { resolve, type ResolvedSide } from '../scenario/resolve';
import type { Problem, Scenario } from '../scenario/scenario';

/** What a verb prints. Field names of the sides carry SI units; the scenario is the JSON form of links. */
export interface Answer {
  scenario: ScenarioJson;
  /** What was computed although the scenario asks for something else, in sentences. */
  problems: Problem[];
  /** Requests from a file take the place of the scenario's context length, ratio and load. */
  trace: TraceSummary | null;
  a: SideReport;
  b: SideReport | null;
}

export interface TraceFile {
  trace: TraceWorkload;
  summary: TraceSummary;
}

/** Resolves a scenario and has each side computed; a side that cannot run has its reason instead of numbers. */
export function answer(
  scenario: Scenario,
  loaded: TraceFile | null,
  method: SideReport['method'],
  compute: (input: EngineInput, side: 'A' | 'B') => SideReport,
): Answer {
  const resolved = resolve(scenario);
  const report = (side: ResolvedSide, name: 'A' | 'B'): SideReport => {
    if (side.kind === 'impossible') return impossibleReport(side, method);
    return compute(loaded === null ? side.input : { ...side.input, workload: loaded.trace }, name);
  };
  return {
    scenario: toJson(scenario),
    problems: resolved.problems,
    trace: loaded?.summary ?? null,
    a: report(resolved.a, 'A'),
    b: resolved.b && report(resolved.b, 'B'),
  };
}
