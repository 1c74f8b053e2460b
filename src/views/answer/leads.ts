import type { Difference, Percentiles, SideReport } from '../../engine/result';
import type { About } from '../../scenario/presets';
import { factor, percent } from '../../units/format';
import { amount, lessOf, relate, relateCost, sameAnHour, withinNoise, type Relation } from './relation';

/** What the sentence is put together from. */
export interface Clauses {
  /** The usual first sentence, and who is faster by itself, without its stop. */
  usual: string;
  faster: string;
  /** What a faster stream is no gain in, `, though …`, or ''. */
  but: string;
  /** Of KV found again and promised latencies kept, each a sentence or ''. */
  found: string;
  kept: string;
}

/** The sentence of a step of a story: what the step is about stands first. `b` is undefined when A is alone. */
export function ledBy(
  about: About,
  a: SideReport,
  b: SideReport | undefined,
  difference: Difference | null,
  { usual, faster, but, found, kept }: Clauses,
): string {
  if (about === 'memory') return found + usual + kept;
  if (about === 'promises') return kept + usual + found;
  const first = lead(about, a, b, difference);
  if (first === '') return usual + found + kept;
  const also = about === 'ttft' ? '' : but;
  return b ? `${first}; ${faster}${also}.${found}${kept}` : `${first}.${usual}`;
}

/** '' where the reports do not say it. */
function lead(
  about: Exclude<About, 'memory' | 'promises'>,
  a: SideReport,
  b: SideReport | undefined,
  difference: Difference | null,
): string {
  switch (about) {
    case 'energy':
      return b ? fewer(relate(a.joules_per_output_token, b.joules_per_output_token)) : '';
    case 'cost':
      return b ? cheaper(relateCost(a, b), a, b) : '';
    case 'ttft':
      return b ? sooner(relate(a.ttft_s?.mean ?? null, b.ttft_s?.mean ?? null), difference) : '';
    case 'jitter':
      return each(
        'The slowest token in a hundred takes',
        a,
        b,
        ({ itl_s }) => slowest(itl_s),
        ' the usual time',
      );
    case 'stall':
      return each('Prompts of others are', a, b, stalled, ' of a token’s time');
  }
}

function fewer(relation: Relation | null): string {
  if (!relation) return '';
  if (relation.kind === 'same') return 'A and B take as many joules per output token';
  return `${lessOf(relation)} takes **${amount(relation.times)} fewer joules** per output token`;
}

function cheaper(relation: Relation | null, a: SideReport, b: SideReport): string {
  if (!relation) return '';
  if (relation.kind === 'same')
    return sameAnHour(a, b) ? 'A and B cost the same an hour' : 'A token costs the same on A and B';
  return `${lessOf(relation)} is **${amount(relation.times)} cheaper** per token`;
}

function sooner(relation: Relation | null, difference: Difference | null): string {
  if (!relation) return '';
  if (relation.kind === 'same' || withinNoise(difference?.ttft_s))
    return 'A and B give their first tokens equally soon';
  return `${lessOf(relation)} gives its first token **${amount(relation.times)} sooner**`;
}

/** One value for each side, in absolute terms: they need not be of one kind. */
function each(
  what: string,
  a: SideReport,
  b: SideReport | undefined,
  valueOf: (report: SideReport) => string | null,
  unit: string,
): string {
  const [inA, inB] = [valueOf(a), b && valueOf(b)];
  if (inA === null || inB === null) return '';
  return `${what} **${inA}**${unit} on A${inB === undefined ? '' : `, **${inB}** on B`}`;
}

/** How many times the usual gap between two tokens the slowest in a hundred is. */
function slowest(gaps: Percentiles | null): string | null {
  return gaps?.p99 && gaps.p50 ? factor(gaps.p99 / gaps.p50) : null;
}

function stalled({ tpot_s, tpot_parts_s }: SideReport): string | null {
  return tpot_s && tpot_parts_s ? percent(tpot_parts_s.stall / tpot_s.mean) : null;
}
