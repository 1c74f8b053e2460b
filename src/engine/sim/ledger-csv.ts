import type { Joules, UsDollars } from '../../units/units';
import type { ChipInput } from '../input';
import { IN_PLACE, PHASES, REASONS, SEVERAL, type Ledger } from './ledger';
import type { SimState } from './state';

/** Columns of the ledger file, in order. Other programs read them: new ones come last. */
export const LEDGER_COLUMNS = [
  'side',
  'request',
  'pass',
  'phase',
  'pool',
  'chip',
  'tier',
  'first_token',
  'last_token',
  't0_s',
  't1_s',
  'bytes',
  'joules',
  'usd',
  'reason',
  'instance',
  'lane',
] as const;

/**
 * The ledger of one side as CSV lines, header not included, in the order in which segments were closed. `bytes` are
 * those read for this segment: from the tier, and in pools that do part of its steps (FFN, drafts). Joules or dollars are
 * empty where the chip's are unknown.
 */
export function* ledgerLines(side: 'a' | 'b', sim: SimState): Generator<string> {
  const { ledger } = sim;
  if (ledger === null) throw new Error('this run kept no ledger');
  for (let i = 0; i < ledger.length; i++) {
    const lane = sim.lanes[ledger.lane.at(i)]!;
    const { input } = lane.instance.pool.plan;
    const { chip } = input;
    const joules = segmentJoules(ledger, i, chip) ?? '';
    const usd = segmentUsd(ledger, i, chip) ?? '';
    yield [
      side,
      ledger.request.at(i),
      ledger.pass.at(i),
      PHASES[ledger.phase.at(i)],
      lane.instance.pool.name,
      chip.id,
      tierName(sim, ledger.tier.at(i), chip.memory.tier),
      ledger.firstToken.at(i),
      ledger.lastToken.at(i),
      ledger.start.at(i),
      ledger.end.at(i),
      ledger.bytes.at(i),
      joules,
      usd,
      REASONS[ledger.reason.at(i)],
      lane.instance.id,
      lane.id,
    ].join(',');
  }
  for (const { request, time, reason } of ledger.rejections) {
    yield [side, request, 0, 'reject', '', '', '', '', '', time, time, 0, '', '', reason, '', ''].join(',');
  }
}

/** Of all chips that worked on a segment; null where the power of one is unknown. */
export function segmentJoules(ledger: Ledger, i: number, chip: ChipInput): Joules | null {
  const elsewhere = ledger.elsewhereJoules.at(i);
  if (chip.tdpWatts === null || Number.isNaN(elsewhere)) return null;
  return ledger.tdpSeconds.at(i) * chip.tdpWatts + elsewhere;
}

/** Of all chips that worked on a segment; null where the price of one is unknown. */
export function segmentUsd(ledger: Ledger, i: number, chip: ChipInput): UsDollars | null {
  const elsewhere = ledger.elsewhereUsd.at(i);
  if (chip.usdPerHour === null || Number.isNaN(elsewhere)) return null;
  return (ledger.chipSeconds.at(i) * chip.usdPerHour) / 3600 + elsewhere;
}

/** Where the KV of a segment was: the chip's own memory, a tier behind it, or several of those. */
export function tierName({ memory }: SimState, tier: number, own: string): string {
  if (tier === IN_PLACE) return own;
  const found = tier === SEVERAL ? undefined : memory?.stack.tiers[tier];
  return found === undefined ? 'several' : found.input.name;
}
