import type { EngineInput, ModelInput, SyntheticWorkload } from '../engine/input';
import { count } from '../units/format';
import { caution } from './caution';
import { classPreset } from './class-presets';
import { withClasses } from './resolve-classes';
import { poolsInForce } from './defaults';
import { resolveCluster } from './resolve-cluster';
import { resolveModel } from './resolve-model';
import type { Problem, Scenario, SideScenario } from './scenario';
import { longPromise, sloInput } from './slo';
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

const REFUSED =
  'With Concurrency, a request that is refused is replaced at once by the next, which is refused as well: leave out either Concurrency or Early rejection.';

/** Scenario + catalogue → engine input: every id becomes numbers, every default a value. */
export function resolve(scenario: Scenario): Resolved {
  const { model, weightFormat, problems } = resolveModel(scenario);
  const lengths = meanLengths(scenario);
  const workload = withClasses(workloadOf(scenario, model, lengths), scenario);
  const noSessions = impossibleSessions(scenario, lengths.prompt, lengths.output);
  const side = (asked: SideScenario, id: 'a' | 'b'): ResolvedSide => {
    const forced = scenario.custom.forced.filter((choice) => choice.side === id);
    if (noSessions !== null) return { kind: 'impossible', reason: noSessions, chips: chipsOf(asked) };
    if (scenario.conc !== null && asked.reject === 'slo')
      return { kind: 'impossible', reason: REFUSED, chips: chipsOf(asked) };
    const found = resolveCluster(scenario, asked, weightFormat);
    if (!found.ok) return { kind: 'impossible', reason: found.reason, chips: chipsOf(asked) };
    const slo = scenario.classes === null && scenario.slo !== null ? { slo: sloInput(scenario.slo) } : {};
    const input = { seed: scenario.seed, model, workload, cluster: found.cluster, ...slo };
    return { kind: 'ready', input: forced.length > 0 ? { ...input, forced } : input };
  };
  return {
    a: side(scenario.a, 'a'),
    b: scenario.b && side(scenario.b, 'b'),
    problems: [
      ...problems,
      ...lengths.problems,
      ...idleTensorParallel(scenario),
      ...nothingPromised(scenario),
      ...tooLongPromised(scenario),
      ...fewRequests(scenario),
    ],
  };
}

function chipsOf(side: SideScenario): number {
  const { prefill, decode } = poolsInForce(side);
  const ffn = side.architecture === 'afd' ? side.split.ffn.count : 0;
  return (
    (prefill?.count ?? 0) +
    decode.count +
    ffn +
    (side.spec?.pool?.count ?? 0) +
    side.more.reduce((sum, pool) => sum + pool.count, 0)
  );
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
    ...(scenario.conc !== null && { inFlight: scenario.conc }),
    promptTokensMean: lengths.prompt,
    promptTokensCv: preset.promptCv,
    outputTokensMean: lengths.output,
    outputTokensCv: preset.outputCv,
    maxContext: model.maxContext,
    ...(sessions && { sessions }),
  };
}

/** What asks for promises where none are made. */
function nothingPromised(scenario: Scenario): Problem[] {
  const { classes, slo } = scenario;
  const promised = classes === null ? slo !== null : classes.some(({ id }) => classPreset(id)?.slo != null);
  if (promised) return [];
  return (['a', 'b'] as const).flatMap((id) => {
    const side = scenario[id];
    const rejects = caution(`${id}.reject`, 'slo', 'has no effect: no latency is promised; slo promises one');
    const routes = caution(
      `${id}.route`,
      'slo',
      'looks at the price alone: no latency is promised; slo promises one',
    );
    return [side?.reject === 'slo' ? [rejects] : [], side?.route === 'slo' ? [routes] : []].flat();
  });
}

/** In flight, a run is of a full cluster while there are requests left to come. */
const TIMES_IN_FLIGHT = 4;

function fewRequests({ conc, requests }: Scenario): Problem[] {
  if (conc === null || requests >= TIMES_IN_FLIGHT * conc) return [];
  const why = `is much for a run of ${count(requests)} requests, which hardly fills the clusters; n asks for more`;
  return [caution('conc', conc, why)];
}

function tooLongPromised(scenario: Scenario): Problem[] {
  const why = longPromise(scenario);
  return why === null ? [] : [caution('slo', scenario.slo, why)];
}

function idleTensorParallel(scenario: Scenario): Problem[] {
  return (['a', 'b'] as const).flatMap((id) => {
    const side = scenario[id];
    if (side?.architecture !== 'sram' || side.tensorParallel === 'auto') return [];
    const why = 'has no effect: SRAM chips form a pipeline whose layout follows from their number';
    return [caution(`${id}.tp`, side.tensorParallel, why)];
  });
}
