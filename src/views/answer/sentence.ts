import { chipById } from '../../data/catalog';
import type { Difference, SideReport } from '../../engine/result';
import { counted, dollars, percent, rate, seconds } from '../../units/format';
import type { ledBy } from './leads';
import {
  amount,
  EXACTLY,
  leader,
  other,
  relate,
  relateCost,
  sameAnHour,
  shareText,
  blurred,
  withinNoise,
  type Side,
} from './relation';

/**
 * The one sentence of the page, put together from two reports. Nothing in it is written for a scenario: change
 * a number and the words follow. Strong pieces are the numbers a reader takes away.
 */
export interface Piece {
  text: string;
  strong: boolean;
}

/** Reads `**` as the border of a strong piece; the marks never reach the page. */
function pieces(marked: string): Piece[] {
  return marked
    .trim()
    .split('**')
    .map((text, index) => ({ text, strong: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** `ledBy` of what a step is about. */
export type Told = (...of: DropFirst<Parameters<typeof ledBy>>) => string;
type DropFirst<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

export function plainText(sentence: Piece[]): string {
  return sentence.map((piece) => piece.text).join('');
}

/**
 * `b` is undefined when the scenario has no side B, null while its report is still to come. `difference`: B minus A on
 * the same requests, where it is known. `told`: in a story the order in which its step tells things.
 */
export function answerSentence(
  a: SideReport | null,
  b: SideReport | null | undefined,
  difference: Difference | null = null,
  told: Told | null = null,
): Piece[] {
  if (!a || b === null) return pieces('Working out the first answer …');
  return [...said(a, b, difference, told), ...ofFew(b && !a.feasible ? b : a)];
}

/** Fewer requests than this are no sample of what a cluster does. */
const A_SAMPLE = 30;

function ofFew({ feasible, method, requests }: SideReport): Piece[] {
  if (!feasible || method !== 'simulated' || requests >= A_SAMPLE) return [];
  const run = requests === 1 ? 'one request' : counted(requests, 'request');
  return [{ text: ` This run is of ${run} only.`, strong: false }];
}

function said(
  a: SideReport,
  b: SideReport | undefined,
  difference: Difference | null,
  told: Told | null,
): Piece[] {
  if (!b) {
    const usual = ` ${alone('A', a)}`;
    return pieces(
      (runs(a) && told?.(a, b, null, { usual, faster: '', but: '', found: '', kept: '' })) || usual,
    );
  }
  const withA = runs(a);
  const withB = runs(b);
  if (withA && withB) return pieces(compared(a, b, difference, told));
  if (withA) return pieces(`${hindered('B', b)} ${briefly('A', a)}`);
  if (withB) return pieces(`${hindered('A', a)} ${briefly('B', b)}`);
  if (!a.feasible && !b.feasible) return pieces('Neither A nor B can run this; the reason is below.');
  if (a.saturated && b.saturated) return pieces(`Both A and B are overloaded.${capacity(a, b)}`);
  return pieces(`${hindered('A', a)} ${hindered('B', b)}`);
}

/** Fits and keeps up: only then is there a steady answer. */
export function runs(report: SideReport): boolean {
  return report.feasible && !report.saturated;
}

/** Why one side has no steady answer. */
function hindered(side: Side, report: SideReport): string {
  if (!report.feasible) return `${side} cannot run this; the reason is below.`;
  return `${side} is overloaded.`;
}

/** What two full sides still can be compared by: how much each gets done. */
function capacity(a: SideReport, b: SideReport): string {
  const relation = relate(a.requests_per_s, b.requests_per_s);
  if (relation === null) return '';
  const most = leader(relation);
  if (relation.kind === 'same' || most === null)
    return ` Each finishes about **${rate(a.requests_per_s!)}** requests a second.`;
  const [more, less] = most === 'A' ? [a, b] : [b, a];
  const times =
    relation.times < 1.095 ? `${amount(relation.times)} more` : `${amount(relation.times)} as many`;
  return ` ${most} finishes **${times}** requests: **${rate(more.requests_per_s!)}** a second, ${other(most)} **${rate(less.requests_per_s!)}**.`;
}

/** One side by itself, in absolute numbers. */
function alone(side: Side, report: SideReport): string {
  if (report.feasible && report.saturated)
    return `${side} is overloaded: requests arrive faster than it finishes them.`;
  if (!runs(report)) return hindered(side, report);
  const parts = [
    streams(side, report),
    `, on ${plural(report.chips, 'chip')}`,
    report.usd_per_million_output_tokens === null
      ? '; its price is not known.'
      : ` at **${dollars(report.usd_per_million_output_tokens)}** per million output tokens.`,
    besides(report),
  ];
  return parts.join('');
}

/** One side beside another that has no steady answer: as long as a comparison, so that nothing below it moves. */
function briefly(side: Side, report: SideReport): string {
  return `${streams(side, report)}.${besides(report)}`;
}

function streams(side: Side, report: SideReport): string {
  const speed = report.tokens_per_s_per_user;
  const first = report.ttft_s?.mean ?? null;
  const text =
    speed === null ? `${side} runs this` : `${side} streams **${rate(speed)} tokens/s** to each user`;
  return first === null ? text : `${text}, the first after **${seconds(first)}**`;
}

/** What else one side does, where it was promised or asked to remember. */
function besides(report: SideReport): string {
  const { goodput_share: kept } = report;
  const found = report.prefix?.hit_share ?? 0;
  const away = turnedAway(report);
  const parts = [
    kept === null ? [] : [`keeps the promised latencies for **${shareText(kept)}** of requests`],
    away === 0 ? [] : [`turns **${percent(away)}** away`],
    found < WORTH_SAYING ? [] : [`finds **${percent(found)}** of the prompt tokens in memory`],
  ].flat();
  const last = parts.pop();
  if (last === undefined) return '';
  return ` It ${parts.length === 0 ? last : `${parts.join(', ')} and ${last}`}.`;
}

function compared(a: SideReport, b: SideReport, difference: Difference | null, told: Told | null): string {
  const speed = relate(a.tokens_per_s_per_user, b.tokens_per_s_per_user);
  const chance = perhaps(withinNoise(difference?.tpot_s));
  // Equal, as far as it goes: a run may be too short to tell.
  const blur = perhaps(blurred(difference?.tpot_s, a.tpot_s?.mean));
  const fast = leader(speed);
  const noise = { first: withinNoise(difference?.ttft_s), whole: withinNoise(difference?.e2e_s) };
  const chips = chipsOfEquals(a, b);
  const [faster, but] =
    speed && fast && speed.kind !== 'same'
      ? [
          `${fast} answers **${amount(speed.times)} faster** per user${chance}${chipsOfLeader(fast, a, b)}`,
          beside(fast, speed.times, noise, a, b),
        ]
      : ['', ''];
  const opening = faster
    ? faster + but
    : `A and B ${(!noise.first && soonerStart(a, b)) || EQUALS}${blur}${chips}`;
  const clauses = {
    usual: ` ${opening}; ${price(fast, a, b)}.`,
    but,
    faster: faster || `A and B write equally fast${blur}${chips}`,
    found: remembered(a, b),
    kept: promises(a, b),
  };
  return told?.(a, b, difference, clauses) ?? `${clauses.usual}${clauses.found}${clauses.kept}`;
}

/** Shares closer than this are not told apart, and smaller ones not told. */
const WORTH_SAYING = 0.01;

/** The side with the larger number, that number, and the other's. */
const ordered = (inA: number, inB: number): [Side, number, number] =>
  inB > inA ? ['B', inB, inA] : ['A', inA, inB];

function turnedAway({ rejected, requests }: SideReport): number {
  return requests > 0 ? rejected / requests : 0;
}

/** Who keeps what was promised, and who is turned away. It stands last: the closed form does not know it, and what stands before must not move. */
function promises(a: SideReport, b: SideReport): string {
  const [inA, inB] = [a.goodput_share, b.goodput_share];
  const turned = [['A', a] as const, ['B', b] as const]
    .filter(([, report]) => turnedAway(report) > 0)
    .map(([side, report]) => `${side} turns **${percent(turnedAway(report))}**`);
  if (inA === null || inB === null)
    return turned.length === 0 ? '' : ` ${turned.join(', ')} of requests away.`;
  const away = turned.map((text) => `; ${text} away`).join('');
  const [best, most, least] = ordered(inA, inB);
  if (most - least < WORTH_SAYING)
    return ` Both keep the promised latencies for ${most > least ? 'about ' : ''}**${shareText(least)}** of requests${away}.`;
  return ` ${best} keeps the promised latencies for **${shareText(most)}** of requests, ${other(best)} for **${shareText(least)}**${away}.`;
}

/** Less than this was remembered by chance; and a gap below the other decides nothing. */
const REMEMBERED = 0.05;
const REMEMBERED_GAP = 0.02;

function remembered(a: SideReport, b: SideReport): string {
  const [inA, inB] = [a.prefix?.hit_share ?? 0, b.prefix?.hit_share ?? 0];
  const [best, most, least] = ordered(inA, inB);
  if (most < REMEMBERED) return '';
  if (most - least < REMEMBERED_GAP)
    return ` Both find about **${percent(most)}** of the prompt tokens in memory.`;
  const fewer = least < WORTH_SAYING ? 'next to none' : `**${percent(least)}**`;
  return ` ${best} finds **${percent(most)}** of the prompt tokens in memory, ${other(best)} ${fewer}.`;
}

function chipsOfLeader(fast: Side, a: SideReport, b: SideReport): string {
  const apart = kindsApart(a, b);
  if (apart)
    return fast === 'A' ? ` on ${apart[0]} against ${apart[1]}` : ` on ${apart[1]} against ${apart[0]}`;
  const chips = relate(a.chips, b.chips, EXACTLY);
  if (!chips || chips.kind === 'same') return AS_MANY;
  return leader(chips) === fast
    ? ` and ${needs(chips.times)}`
    : ` and needs **${amount(chips.times)}** fewer chips`;
}

function chipsOfEquals(a: SideReport, b: SideReport): string {
  const apart = kindsApart(a, b);
  if (apart) return `, A on ${apart[0]} and B on ${apart[1]}`;
  const chips = relate(a.chips, b.chips, EXACTLY);
  const more = leader(chips);
  return !chips || chips.kind === 'same' || !more ? AS_MANY : `, and ${more} ${needs(chips.times)}`;
}

/** A wafer is dozens of chips that were never cut apart: where one side alone has some, no number of times says how many more. */
function kindsApart(a: SideReport, b: SideReport): [string, string] | null {
  const wafers = ({ pools }: SideReport) =>
    pools.reduce((sum, { chip, chips }) => sum + (chipById(chip)?.class === 'wafer-sram' ? chips : 0), 0);
  const [inA, inB] = [wafers(a), wafers(b)];
  if (inA > 0 === inB > 0) return null;
  const words = (of: SideReport, some: number) =>
    [some < of.chips ? [plural(of.chips - some, 'chip')] : [], some > 0 ? [plural(some, 'wafer')] : []]
      .flat()
      .join(' and ');
  return [words(a, inA), words(b, inB)];
}

const plural = (n: number, what: string): string => `**${counted(n, what)}**`;

const AS_MANY = ' on as many chips';
const needs = (times: number): string => `needs **${amount(times)}** ${times < 1.095 ? 'more' : 'the'} chips`;

/** Which of these differences may be chance. */
interface Noise {
  first: boolean;
  whole: boolean;
}

const perhaps = (chance: boolean) => (chance ? ' (perhaps by chance)' : '');

/** A stream this many times faster than its whole answers come sooner reads mostly prompts, or waits. */
const FASTER_THAN_WHOLE = 2;

/** What a faster stream is no gain in: the time to the end of the answer, or to its first token. */
function beside(fast: Side, times: number, noise: Noise, a: SideReport, b: SideReport): string {
  const whole = relate(a.e2e_s?.mean ?? null, b.e2e_s?.mean ?? null);
  const later = laterStart(fast, noise, a, b);
  if (!whole) return later;
  if (whole.kind === 'same')
    return (times < FASTER_THAN_WHOLE && later) || ', though a whole answer takes as long';
  const told = (way: string, how: string) =>
    `, though ${way} **${amount(whole.times)}** ${how}${perhaps(noise.whole)}`;
  if (leader(whole) === fast)
    return whole.times < LATER_FROM ? later : told('its whole answers come', 'later');
  return times / whole.times < FASTER_THAN_WHOLE ? later : told('a whole answer comes only', 'sooner');
}

/** A fast stream that starts noticeably later is worth a word. */
const LATER_FROM = 1.2;

/** So much later is worth one even where it may be chance. */
const MUCH_LATER_FROM = 2;

function laterStart(fast: Side, noise: Noise, a: SideReport, b: SideReport): string {
  const first = relate(a.ttft_s?.mean ?? null, b.ttft_s?.mean ?? null);
  if (!first || first.kind === 'same' || leader(first) !== fast) return '';
  if (first.times < (noise.first ? MUCH_LATER_FROM : LATER_FROM)) return '';
  return `, though its first token comes **${amount(first.times)}** later${perhaps(noise.first)}`;
}

const EQUALS = 'answer equally fast per user';

/** Streams as fast as each other, one of which starts noticeably sooner. */
function soonerStart(a: SideReport, b: SideReport): string | null {
  const first = relate(a.ttft_s?.mean ?? null, b.ttft_s?.mean ?? null);
  const later = leader(first);
  if (!first || first.kind === 'same' || first.times < LATER_FROM || !later) return null;
  return `write equally fast, and ${other(later)} begins **${amount(first.times)} sooner**`;
}

function price(fast: Side | null, a: SideReport, b: SideReport): string {
  const cost = relateCost(a, b);
  if (cost?.kind === 'same')
    return sameAnHour(a, b) ? 'they cost the same an hour' : 'a token costs the same';
  const dear = leader(cost);
  if (cost && dear) {
    const cheap = other(dear);
    return `${cheap} is ${cheap === fast ? 'also ' : ''}**${amount(cost.times)} cheaper** per token`;
  }
  return `${unpriced(a, b)}${energy(a, b)}`;
}

function unpriced(a: SideReport, b: SideReport): string {
  const [costA, costB] = [a.usd_per_million_output_tokens, b.usd_per_million_output_tokens];
  if (costA === 0 && costB === 0) return 'a token of either costs nothing, as prices are set';
  if (costA === null && costB === null) return 'the price of neither is known';
  if (costA === null || costB === null) return `the price of ${costA === null ? 'A' : 'B'} is not known`;
  return `a token of ${costA === 0 ? 'A' : 'B'} costs nothing, as its price is set`;
}

/** Stands in for the price where that is unknown. */
function energy(a: SideReport, b: SideReport): string {
  const spent = relate(a.joules_per_output_token, b.joules_per_output_token);
  const hungry = leader(spent);
  if (!spent || spent.kind === 'same' || !hungry) return '';
  return `, and ${other(hungry)} uses **${amount(spent.times)}** less energy per token`;
}
