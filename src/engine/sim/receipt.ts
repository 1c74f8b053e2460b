import type { Bytes, Joules, Seconds, UsDollars } from '../../units/units';
import type { EngineInput } from '../input';
import type { Decision, Forced } from '../routing/route';
import type { SideReport, Waterfall } from '../result';
import { PHASES, REASONS, type Ledger } from './ledger';
import { Runner } from './simulate';
import type { SimState } from './state';
import { waterfallOf } from './waterfall';

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
  /** Sequences in the batch on average, this one included; null for prompts, which share by tokens. */
  batch: number | null;
  /** Part of the time lost to other requests' prompts in the same iterations. */
  stallSeconds: Seconds;
  /** Its share of what was read from the tier. */
  bytes: Bytes;
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
  decisions: Decision[];
}

/** Runs a side again with its ledger on and gives one request's part of it. Looking changes nothing (invariant 37). */
export function receiptOf(
  input: EngineInput,
  request: number,
  forced: Forced[] = [],
): { receipt: Receipt; report: SideReport } | null {
  const runner = new Runner(input, { ledger: true, watched: request, forced });
  while (!runner.advance());
  const { simulation } = runner;
  if (simulation?.ledger == null || request < 0 || request >= simulation.requests.count) return null;
  const { requests } = simulation;
  return {
    receipt: {
      request,
      arrivalSeconds: requests.arrival[request]!,
      promptTokens: requests.prompt[request]!,
      outputTokens: requests.output[request]!,
      waterfall: waterfallOf(requests, request),
      lines: linesOf(simulation, simulation.ledger, request),
      decisions: simulation.router.decisions,
    },
    report: runner.outcome().report,
  };
}

function linesOf(sim: SimState, ledger: Ledger, request: number): ReceiptLine[] {
  const lines: ReceiptLine[] = [];
  for (let i = 0; i < ledger.length; i++) {
    if (ledger.request.at(i) !== request) continue;
    const lane = sim.lanes[ledger.lane.at(i)]!;
    const { plan } = lane.instance.pool;
    const { chip, role } = plan.input;
    const phase = PHASES[ledger.phase.at(i)]!;
    const chipSeconds = ledger.chipSeconds.at(i);
    const seconds = ledger.end.at(i) - ledger.start.at(i);
    lines.push({
      pass: ledger.pass.at(i),
      phase,
      pool: role,
      chip: chip.id,
      chipName: chip.name,
      tier: chip.memory.tier,
      instance: lane.instance.id,
      lane: lane.id,
      firstToken: ledger.firstToken.at(i),
      lastToken: ledger.lastToken.at(i),
      startSeconds: ledger.start.at(i),
      endSeconds: ledger.end.at(i),
      // Everybody in a batch is charged the same share of its chips, so the share tells the batch.
      batch:
        phase === 'decode' && chipSeconds > 0
          ? (plan.chipsPerLane * (seconds - ledger.stallSeconds.at(i))) / chipSeconds
          : null,
      stallSeconds: ledger.stallSeconds.at(i),
      bytes: ledger.bytes.at(i),
      joules: chip.tdpWatts === null ? null : ledger.tdpSeconds.at(i) * chip.tdpWatts,
      usd: chip.usdPerHour === null ? null : (chipSeconds * chip.usdPerHour) / 3600,
      reason: REASONS[ledger.reason.at(i)]!,
    });
  }
  return lines;
}
