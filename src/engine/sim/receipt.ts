import type { Bytes, Joules, Seconds, UsDollars } from '../../units/units';
import type { EngineInput } from '../input';
import type { PoolPlan } from '../plan';
import type { Outlook } from '../routing/decision';
import type { Decision, Forced } from '../routing/route';
import type { SideReport, Waterfall } from '../result';
import { ALL_PARTS } from './all-parts';
import { segmentJoules, segmentUsd, tierName } from './ledger-csv';
import { PHASES, REASONS, ROUTED, type Ledger } from './ledger';
import type { RequestState } from './request-state';
import { Runner } from './runner';
import type { Simulation } from './simulation';
import type { SimState } from './state';
import { StepTrail, type ChunkStep, type Reads, type StepRun } from './step-trail';
import { waterfallOf } from './waterfall';

/** What was read for a run of tokens in one pool, and from where. */
export interface ReadsIn extends Reads {
  chipName: string;
  tier: string;
}

/** One line of a receipt: a run of a request's tokens in one place. Token indices count prompt first. */
export interface ReceiptLine {
  pass: number;
  phase: (typeof PHASES)[number];
  pool: string;
  chip: string;
  chipName: string;
  tier: string;
  instance: number;
  lane: number;
  firstToken: number;
  lastToken: number;
  startSeconds: Seconds;
  endSeconds: Seconds;
  /**
   * Sequences in the batch on average, this one included; null for prompts, which share by tokens.
   */
  batch: number | null;
  /** Of a prompt that shares its step: who else is in it; null elsewhere. */
  beside: Omit<ChunkStep, 'startSeconds'> | null;
  /** Part of the time lost to other requests' prompts in the same iterations. */
  stallSeconds: Seconds;
  /** Its share of what was read: from the tier, and in pools that do part of its steps. */
  bytes: Bytes;
  /** Of an answer, what those bytes are, by pool; null where the steps were not told apart. */
  reads: ReadsIn[] | null;
  /** Null where the chip's power, or price, is unknown. */
  joules: Joules | null;
  usd: UsDollars | null;
  reason: string;
}

/** Where every token of one request ran, and why. */
export interface Receipt {
  request: number;
  arrivalSeconds: Seconds;
  promptTokens: number;
  outputTokens: number;
  /** Null when the request was rejected. */
  waterfall: Waterfall | null;
  lines: ReceiptLine[];
  /** The steps its answer was written in, in order; the first token, and one that follows a recomputation, come of prompts. */
  steps: StepRun[];
  decisions: Decision[];
}

export interface ReceiptAnswer {
  receipt: Receipt;
  /** Of the whole run; with a forced choice, of everybody under that choice. */
  report: SideReport;
}

/**
 * Runs a side again for one request's part of it. Looking changes nothing (invariant 37). As a `Runner`, it is driven
 * from outside, so that a long run can be left for a newer question.
 */
export class ReceiptRunner {
  private readonly request: number;
  private readonly runner: Runner;
  private readonly trail: StepTrail;

  constructor(input: EngineInput, request: number, forced: Forced[] = []) {
    this.request = request;
    this.runner = new Runner(input, ALL_PARTS, { ledger: 'watched', watched: request, forced });
    this.trail = new StepTrail(request);
    for (const { meter } of this.runner.simulation?.pools ?? []) meter.trail = this.trail;
  }

  /** True when nothing is left to happen, or nothing ever will because there is no such request. */
  advance(): boolean {
    return this.known() === null || this.runner.advance();
  }

  /** Null where there is no such request. */
  answer(): ReceiptAnswer | null {
    const simulation = this.known();
    const { request } = this;
    if (simulation?.ledger == null) return null;
    const { requests } = simulation;
    const lines = linesOf(simulation, simulation.ledger, this.trail);
    return {
      receipt: {
        request,
        arrivalSeconds: requests.arrival[request]!,
        promptTokens: requests.prompt[request]!,
        outputTokens: requests.output[request]!,
        waterfall: waterfallOf(requests, request),
        lines,
        steps: this.trail.runs,
        decisions: simulation.router.decisions.map((decision) => ({
          ...decision,
          actual: actualOf(requests, decision, lines),
        })),
      },
      report: this.runner.outcome().report,
    };
  }

  private known(): Simulation | null {
    const { simulation } = this.runner;
    const { request } = this;
    return simulation !== null && request >= 0 && request < simulation.requests.count ? simulation : null;
  }
}

export function receiptOf(input: EngineInput, request: number, forced: Forced[] = []): ReceiptAnswer | null {
  const runner = new ReceiptRunner(input, request, forced);
  while (!runner.advance());
  return runner.answer();
}

/** What a decision about a request came to; null for one that has not ended. */
function actualOf(
  requests: RequestState,
  { request, pool, predicted }: Decision,
  lines: ReceiptLine[],
): Outlook | null {
  const [first, end, output] = [
    requests.firstToken[request]!,
    requests.end[request]!,
    requests.output[request]!,
  ];
  if (Number.isNaN(end)) return null;
  // Where answers are handed over, the second decision is about the second pool alone.
  const handed = predicted?.ttftSeconds === null;
  const own = handed ? lines.filter((line) => line.pool === pool) : lines;
  const sum = (value: (line: ReceiptLine) => number | null) =>
    own.reduce<number | null>((total, line) => {
      const more = value(line);
      return total === null || more === null ? null : total + more;
    }, 0);
  return {
    ttftSeconds: handed ? null : first - requests.arrival[request]!,
    tpotSeconds: output > 1 ? (end - first) / (output - 1) : null,
    joules: sum(({ joules }) => joules),
    usd: sum(({ usd }) => usd),
  };
}

function linesOf(sim: SimState, ledger: Ledger, trail: StepTrail): ReceiptLine[] {
  const lines: ReceiptLine[] = [];
  for (let i = 0; i < ledger.length; i++) {
    const lane = sim.lanes[ledger.lane.at(i)]!;
    const { plan, name } = lane.instance.pool;
    const { chip } = plan.input;
    const phase = PHASES[ledger.phase.at(i)]!;
    const chipSeconds = ledger.chipSeconds.at(i);
    const seconds = ledger.end.at(i) - ledger.start.at(i);
    lines.push({
      pass: ledger.pass.at(i),
      phase,
      pool: name,
      chip: chip.id,
      chipName: chip.name,
      tier: tierName(sim, ledger.tier.at(i), chip.memory.tier),
      instance: lane.instance.id,
      lane: lane.id,
      firstToken: ledger.firstToken.at(i),
      lastToken: ledger.lastToken.at(i),
      startSeconds: ledger.start.at(i),
      endSeconds: ledger.end.at(i),
      // Everybody in a batch is charged the same share of its chips, so the share tells the batch; but where chips
      // wait for another pool in every step.
      batch:
        phase !== 'decode'
          ? null
          : chipSeconds > 0 && plan.companions === undefined
            ? (plan.chipsPerLane * (seconds - ledger.stallSeconds.at(i))) / chipSeconds
            : trail.meanBatch(ledger.start.at(i), ledger.end.at(i)),
      beside: besideIn(trail.chunks, phase, ledger.start.at(i)),
      stallSeconds: ledger.stallSeconds.at(i),
      bytes: ledger.bytes.at(i),
      reads: phase === 'decode' ? readsOf(plan, trail, ledger.start.at(i), ledger.end.at(i)) : null,
      joules: segmentJoules(ledger, i, chip),
      usd: segmentUsd(ledger, i, chip),
      reason: reasonOf(ledger.reason.at(i), name, sim.router.decisions),
    });
  }
  return lines;
}

function readsOf(plan: PoolPlan, trail: StepTrail, from: Seconds, to: Seconds): ReadsIn[] | null {
  const plans = [plan, ...(plan.companions ?? []).map((companion) => companion.plan)];
  const reads = trail.readsBetween(from, to);
  return (
    reads?.map((sums, i) => {
      const { name, memory } = plans[i]!.input.chip;
      return { ...sums, chipName: name, tier: memory.tier };
    }) ?? null
  );
}

function besideIn(
  chunks: readonly ChunkStep[],
  phase: ReceiptLine['phase'],
  start: Seconds,
): ReceiptLine['beside'] {
  if (phase !== 'prefill' && phase !== 'recompute') return null;
  const chunk = chunks.find(({ startSeconds }) => startSeconds === start);
  return chunk ? { answers: chunk.answers, promptTokens: chunk.promptTokens } : null;
}

/** Where a rule or a person chose among several, the reason names it. */
function reasonOf(reason: number, pool: string, decisions: Decision[]): string {
  const decision = decisions.find((d) => d.pool === pool);
  if (reason !== ROUTED || decision === undefined) return REASONS[reason]!;
  if (decision.candidates.length === 1) return 'the pool has one instance';
  return decision.forced
    ? 'sent to this instance by hand'
    : `sent to this instance by the rule “${decision.label}”`;
}
