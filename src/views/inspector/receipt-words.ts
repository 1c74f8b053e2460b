import type { ReadsIn, Receipt, ReceiptLine } from '../../engine/sim/receipt';
import type { SideReport } from '../../engine/result';
import {
  bytes,
  count,
  counted,
  dollars,
  factor,
  joules,
  percent,
  seconds,
  significant,
  trimmed,
} from '../../units/format';
import { fullStop } from '../full-stop';
import { TIER_LABELS, tierOf } from '../palette';
import { placeOf } from './instance-name';
import { tokenSpan, totalOf, type Segment, type Total } from './segments';

/** A receipt in words: the page shows them, and the text to copy is made of them. */
export interface Entry {
  label: string;
  text: string;
}

const PHASE_NAMES: Record<string, string> = {
  prefill: 'Prefill',
  decode: 'Decode',
  recompute: 'Computed again',
  reuse: 'Found',
  fetch: 'Fetched',
};

export function segmentTitle({ first, firstToken, lastToken }: Segment, receipt: Receipt): [string, string] {
  return [PHASE_NAMES[first.phase] ?? capital(first.phase), tokenSpan(firstToken, lastToken, receipt)];
}

export function segmentEntries(segment: Segment, receipt: Receipt, pools: SideReport['pools']): Entry[] {
  const { first } = segment;
  return [
    { label: 'Where', text: whereText(first, pools) },
    { label: 'When', text: whenText(segment, receipt) },
    { label: 'Beside', text: besideText(segment) },
    {
      label: first.phase === 'decode' ? 'Read' : 'Moved',
      text: readText(segment.bytes, first, segment.lines.length === 1 ? first.reads : null),
    },
    {
      label: 'Energy',
      text: segment.joules === null ? unknownJoules(first.chipName) : joules(segment.joules),
    },
    { label: 'Cost', text: segment.usd === null ? unknownUsd(first.chipName) : dollars(segment.usd) },
    { label: 'Why', text: fullStop(capital(first.reason)) },
  ];
}

export function tierName({ tier }: Pick<ReceiptLine, 'tier'>): string {
  return TIER_LABELS[tierOf(tier)];
}

/** Bytes of a run of tokens and, where that is known, how many are KV. */
export function readText(sum: number, line: ReceiptLine, reads: readonly ReadsIn[] | null): string {
  const read = reads?.filter(({ kvBytes, restBytes }) => kvBytes + restBytes > 0) ?? [];
  const [only] = read;
  if (only && read.length === 1) return `${bytes(sum)} of ${tierName(line)} (${kindsOf(only)})`;
  if (!only) return `${bytes(sum)} of ${tierName(line)}`;
  const each = read.map((one) => `${kindsOf(one)} of ${tierName(one)} in ${one.chipName}`);
  return `${bytes(sum)} (${each.join('; ')})`;
}

function kindsOf({ kvBytes, restBytes }: ReadsIn): string {
  const weights = `${bytes(restBytes)} weights and activations`;
  return kvBytes > 0 ? `${bytes(kvBytes)} KV, ${weights}` : weights;
}

function whereText(line: ReceiptLine, pools: SideReport['pools']): string {
  const { number, of, chips } = placeOf(pools, line.instance);
  const which = of === 1 ? '' : `, instance ${count(number)} of ${count(of)}`;
  return `${count(chips)} × ${line.chipName}${which}`;
}

/** Times count from the arrival of the request. */
function whenText({ startSeconds, endSeconds, stallSeconds, lines }: Segment, receipt: Receipt): string {
  const start = Math.max(0, startSeconds - receipt.arrivalSeconds);
  const from = seconds(start);
  const to = seconds(endSeconds - receipt.arrivalSeconds);
  const length = start > 0 ? ` (${seconds(endSeconds - startSeconds)})` : '';
  const stalled = stallSeconds > 0 ? `, ${seconds(stallSeconds)} of it stalled` : '';
  const pieces = lines.length > 1 ? `, in ${count(lines.length)} steps` : '';
  return `${from} to ${to}${length}${stalled}${pieces}`;
}

function besideText({ first, batch, lines }: Segment): string {
  if (first.phase === 'reuse' || first.phase === 'fetch') return 'nobody: nothing was computed';
  if (batch === null) return besidePrompt(lines);
  const others = batch - 1;
  if (others < 0.005) return 'nobody: alone in its batch';
  return `${significant(others, others < 1 ? 2 : 3)} other${others === 1 ? '' : 's'} on average`;
}

/** Of the steps that computed a prompt, by what they carried besides. */
function besidePrompt(lines: readonly ReceiptLine[]): string {
  const known = lines.flatMap(({ beside }) => beside ?? []);
  if (known.length < lines.length) return 'whoever was in its steps, shared by tokens';
  const answers = known.reduce((sum, beside) => sum + beside.answers, 0) / known.length;
  const prompts = known.reduce((sum, beside) => sum + beside.promptTokens, 0);
  const words = [
    ...(answers > 0
      ? [
          `${trimmed(answers)} answer${answers === 1 ? '' : 's'} under way${lines.length > 1 ? ' on average' : ''}`,
        ]
      : []),
    ...(prompts > 0 ? [`${count(prompts)} prompt tokens of others`] : []),
  ];
  if (words.length === 0) return `nobody: alone in its step${lines.length > 1 ? 's' : ''}`;
  return `${words.join(' and ')}, shared by tokens`;
}

function unknownJoules(chip: string): string {
  return `unknown: no power is known for ${chip}`;
}

function unknownUsd(chip: string): string {
  return `unknown: no price is known for ${chip}`;
}

export function totalEntries(lines: readonly ReceiptLine[]): Entry[] {
  const [energy, cost] = [totalOf(lines, 'joules'), totalOf(lines, 'usd')];
  return [
    { label: 'Moved', text: bytes(lines.reduce((sum, line) => sum + line.bytes, 0)) },
    { label: 'Energy', text: totalText(energy, joules, unknownJoules) },
    { label: 'Cost', text: totalText(cost, dollars, unknownUsd) },
  ];
}

/** What the Answer's table counts for as many answer tokens, with the chips that idle; '' where nothing was written. */
export function meanText({ outputTokens, waterfall, lines }: Receipt, report: SideReport): string {
  const { joules_per_output_token: energy, usd_per_million_output_tokens: cost } = report;
  const parts = [
    cost === null
      ? []
      : [
          {
            each: `${dollars(cost)} per million`,
            all: dollars((cost * outputTokens) / 1e6),
            times: timesTheMean(totalOf(lines, 'usd'), (cost * outputTokens) / 1e6, 'cost'),
          },
        ],
    energy === null
      ? []
      : [
          {
            each: `${joules(energy)} each`,
            all: joules(energy * outputTokens),
            times: timesTheMean(totalOf(lines, 'joules'), energy * outputTokens, 'energy'),
          },
        ],
  ].flat();
  if (waterfall === null || parts.length === 0) return '';
  const and = (of: 'each' | 'all') => parts.map((part) => part[of]).join(' and ');
  const times = parts.flatMap((part) => part.times ?? []).join(' and ');
  const own =
    times === ''
      ? '.'
      : `; its own share above comes to ${times}. A long prompt for a short answer costs more, and steps with few others in them.`;
  return ` With the idle chips ${counted(outputTokens, 'answer token')} of this side, at ${and('each')} as the Answer’s table has it, come to ${and('all')} in the mean${own}`;
}

/** Its own share as a multiple of the mean; null where a part of it is not known. */
function timesTheMean({ whole }: Total, mean: number, of: string): string | null {
  if (whole === null || mean <= 0) return null;
  const share = whole / mean;
  return `${share < 1 ? `${percent(share)} of` : factor(share)} that ${of}`;
}

function totalText(
  { whole, known, unknownChips }: Total,
  print: (value: number) => string,
  unknown: (chips: string) => string,
): string {
  if (whole !== null) return print(whole);
  const reason = unknown(unknownChips.join(' and '));
  return known > 0 ? `${reason}; the rest is ${print(known)}` : reason;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
