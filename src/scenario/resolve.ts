import type { EngineInput, ModelInput, SyntheticWorkload } from '../engine/input';
import { count } from '../units/format';
import { caution } from './caution';
import { poolsInForce } from './defaults';
import { resolveCluster } from './resolve-cluster';
import { resolveModel } from './resolve-model';
import type { Problem, Scenario, SideScenario } from './scenario';
import { impossibleSessions, sessionShape } from './sessions';
import { workloadById, WORKLOADS } from './workloads';

/** What the engine can run for a side, or why there is nothing to run. `chips` is what was asked for. */
export type ResolvedSide =
  { kind: 'ready'; input: EngineInput } | { kind: 'impossible'; reason: string; chips: number };

export interface Resolved {
  a: ResolvedSide;
  /** Null when the scenario shows A alone. */
  b: ResolvedSide | null;
  /** What is computed although a reader should know better; true for as long as the scenario stands. */
  problems: Problem[];
}

/** Scenario + catalogue → engine input: every id becomes numbers, every default a value. */
export function resolve(scenario: Scenario): Resolved {
  const { model, weightFormat, problems } = resolveModel(scenario);
  const lengths = meanLengths(scenario);
  const workload = workloadOf(scenario, model, lengths);
  const noSessions = impossibleSessions(scenario.sessions, lengths.prompt, lengths.output);
  const side = (asked: SideScenario, id: 'a' | 'b'): ResolvedSide => {
    const forced = scenario.custom.forced.filter((choice) => choice.side === id);
    if (noSessions !== null) return { kind: 'impossible', reason: noSessions, chips: chipsOf(asked) };
    const found = resolveCluster(scenario, asked, weightFormat);
    if (!found.ok) return { kind: 'impossible', reason: found.reason, chips: chipsOf(asked) };
    const input = { seed: scenario.seed, model, workload, cluster: found.cluster };
    return { kind: 'ready', input: forced.length > 0 ? { ...input, forced } : input };
  };
  return {
    a: side(scenario.a, 'a'),
    b: scenario.b && side(scenario.b, 'b'),
    problems: [...problems, ...lengths.problems, ...idleTensorParallel(scenario)],
  };
}

function chipsOf(side: SideScenario): number {
  const { prefill, decode } = poolsInForce(side);
  return (prefill?.count ?? 0) + decode.count;
}

interface Lengths {
  prompt: number;
  output: number;
  problems: Problem[];
}

/** The ratio keeps the tokens of a request: prompt = ctx·io/(1 + io), output = ctx/(1 + io) (model.md §6). */
function meanLengths({ ctx, io }: Scenario): Lengths {
  const output = ctx / (1 + io);
  if (output >= 1) return { prompt: ctx - output, output, problems: [] };
  const why = `leaves less than one output token of ${count(ctx)}; requests have one`;
  return { prompt: ctx - 1, output: 1, problems: [caution('io', io, why)] };
}

function workloadOf(scenario: Scenario, model: ModelInput, lengths: Lengths): SyntheticWorkload {
  const preset = workloadById(scenario.workload) ?? WORKLOADS[0]!;
  const sessions = sessionShape(scenario.sessions);
  return {
    kind: 'synthetic',
    requests: scenario.requests,
    requestsPerSecond: scenario.rps,
    gapCv: preset.gapCv,
    promptTokensMean: lengths.prompt,
    promptTokensCv: preset.promptCv,
    outputTokensMean: lengths.output,
    outputTokensCv: preset.outputCv,
    maxContext: model.maxContext,
    ...(sessions && { sessions }),
  };
}

function idleTensorParallel(scenario: Scenario): Problem[] {
  return (['a', 'b'] as const).flatMap((id) => {
    const side = scenario[id];
    if (side?.architecture !== 'sram' || side.tensorParallel === 'auto') return [];
    const why = 'has no effect: SRAM chips form a pipeline whose layout follows from their number';
    return [caution(`${id}.tp`, side.tensorParallel, why)];
  });
}
