import type { SideReport } from '../../engine/result';
import type { Receipt } from '../../engine/sim/receipt';
import { factor, joules, percent, seconds, tokensPerSecond } from '../../units/format';
import type { ReceiptAnswer } from '../../worker/api';
import { partsOf } from './request-parts';

/** A number before and after a choice was made the other way. Null is unknown. */
export interface Difference {
  label: string;
  before: number | null;
  after: number | null;
  print: (value: number) => string;
}

/** What changed for this request. Parts that are nothing both times are left out. */
export function ownDifferences(before: Receipt, after: Receipt): Difference[] {
  const [was, is] = [before.waterfall, after.waterfall];
  if (!was || !is) return [];
  const first = (of: typeof was) => of.route_s + of.queue_s + of.fetch_s + of.prefill_s;
  const parts = partsOf(was).map(({ long, seconds: value }, i) => ({
    label: long,
    before: value,
    after: partsOf(is)[i]!.seconds,
    print: seconds,
  }));
  return [
    { label: 'End to end', before: was.e2e_s, after: is.e2e_s, print: seconds },
    { label: 'First token', before: first(was), after: first(is), print: seconds },
    ...parts.filter((part) => part.before > 0 || part.after > 0),
  ];
}

/** What changed for everybody. */
export function commonDifferences(before: SideReport, after: SideReport): Difference[] {
  const row = (
    label: string,
    of: (report: SideReport) => number | null | undefined,
    print: (value: number) => string,
  ): Difference => ({ label, before: of(before) ?? null, after: of(after) ?? null, print });
  return [
    row('TTFT, mean', (r) => r.ttft_s?.mean, seconds),
    row('TTFT, p99', (r) => r.ttft_s?.p99, seconds),
    row('TPOT, mean', (r) => r.tpot_s?.mean, seconds),
    row('End to end, mean', (r) => r.e2e_s?.mean, seconds),
    row('Output', (r) => r.output_tokens_per_s, tokensPerSecond),
    row('Energy / token', (r) => r.joules_per_output_token, joules),
  ];
}

/** Two sums of the same parts in another order differ by less than this share. */
const NOISE = 1e-9;

/** "+1.20 s", "−3.1 ms", "same", or nothing where one of them is unknown. */
export function deltaText({ before, after, print }: Difference): string {
  if (before === null || after === null) return '';
  const delta = after - before;
  const isNoise = Math.abs(delta) <= NOISE * Math.abs(before);
  return isNoise ? 'same' : `${delta > 0 ? '+' : '−'}${print(Math.abs(delta))}`;
}

/** Beyond this a percentage is harder to read than a factor. */
const FACTOR_FROM = 5;

/** "+12%", or "29×"; nothing where there was nothing before, or where it rounds to nothing. */
export function deltaShare({ before, after }: Difference): string {
  if (before === null || after === null || !(before > 0) || after === before) return '';
  const share = after / before - 1;
  if (Math.abs(share) < 1e-5) return '';
  if (after / before >= FACTOR_FROM) return factor(after / before);
  return `${share > 0 ? '+' : '−'}${percent(Math.abs(share))}`;
}

/** The outcome of the other choice in one sentence. */
export function otherWaySentence(name: string, before: ReceiptAnswer, after: ReceiptAnswer): string {
  const [was, is] = [before.receipt.waterfall, after.receipt.waterfall];
  if (!was || !is) return `On ${name} it would have been turned away.`;
  const own = is.e2e_s - was.e2e_s;
  const request =
    own === 0
      ? `On ${name} the request would have taken just as long`
      : `On ${name} the request would have taken ${seconds(is.e2e_s)}, ${seconds(Math.abs(own))} ${own > 0 ? 'longer' : 'less'}`;
  return `${request}; ${everybody(before.report, after.report)}.`;
}

/** Beyond this share of it the mean over everybody has moved. */
const MOVED_FROM = 0.0005;
/** One request among many does not do that by itself: near full load a small change reshuffles all that comes after. */
const MUCH = 0.02;

function everybody(before: SideReport, after: SideReport): string {
  const [was, is] = [before.e2e_s?.mean, after.e2e_s?.mean];
  if (was == null || is == null || !(was > 0)) return 'what it means for the others is unknown';
  const share = is / was - 1;
  if (Math.abs(share) < MOVED_FROM) return 'the mean end-to-end time of all requests would hardly have moved';
  const moved = `the mean end-to-end time of all requests would have been ${percent(Math.abs(share))} ${share > 0 ? 'longer' : 'shorter'}`;
  return Math.abs(share) < MUCH
    ? moved
    : `${moved}, which may be chance: one other choice reshuffles all that comes after it`;
}
