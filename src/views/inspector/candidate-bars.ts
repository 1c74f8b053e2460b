import type { Decision } from '../../engine/routing/route';
import { count, seconds, significant } from '../../units/format';

/**
 * One candidate of a decision as a bar of its terms; widths are shares of the longest bar. What a candidate is credited
 * lies over the end of what it is taken from.
 */
export interface CandidateBar {
  instance: number;
  cost: number;
  chosen: boolean;
  /** The rule looked at it at all. */
  eligible: boolean;
  /** Why not, where the rule or the machine left it out. */
  reasonIfNot: string | null;
  terms: { name: string; value: number; start: number; share: number }[];
}

export function candidateBars({ candidates, chosen }: Decision): CandidateBar[] {
  const longest = Math.max(0, ...candidates.map(lengthOf));
  const shareOf = (value: number) => (longest > 0 ? value / longest : 0);
  return candidates.map(({ instance, cost, eligible, reasonIfNot, terms }) => {
    let passed = 0;
    const bar = { instance, cost, eligible, reasonIfNot, chosen: instance === chosen };
    const pieces = terms.map(({ name, value }) => {
      const start = shareOf(Math.min(passed, passed + value));
      passed += value;
      return { name, value, start, share: shareOf(Math.abs(value)) };
    });
    return { ...bar, terms: pieces };
  });
}

/** Where its terms come to at most, added one by one. */
function lengthOf({ terms }: Decision['candidates'][number]): number {
  let passed = 0;
  return terms.reduce((most, { value }) => Math.max(most, (passed += value)), 0);
}

/** The chosen one and the cheapest others, in the order of the instances: what is seen before asking for all. */
export function fewOf(bars: readonly CandidateBar[], most: number): CandidateBar[] {
  if (bars.length <= most) return [...bars];
  const rank = (bar: CandidateBar) => (bar.chosen ? 0 : bar.eligible ? 1 : 2);
  const first = [...bars].sort((p, q) => rank(p) - rank(q) || p.cost - q.cost || p.instance - q.instance);
  return first.slice(0, most).sort((p, q) => p.instance - q.instance);
}

export function costText(value: number, unit: Decision['unit']): string {
  if (unit === 'seconds') return seconds(value);
  const things = Number.isInteger(value) ? count(value) : significant(value);
  return `${things} ${value === 1 ? unit.slice(0, -1) : unit}`;
}

/** Why the chosen one was chosen, in words; `name` gives an instance its name. */
export function decisionSentence(decision: Decision, name: (instance: number) => string): string {
  const { candidates, chosen, unit, forced, drawn, rejected } = decision;
  if (rejected !== null) return `It was turned away: ${rejected}.`;
  const own = candidates.find((c) => c.instance === chosen);
  if (!own || candidates.length === 1)
    return 'There was no choice: this pool has one instance, and every request goes there.';
  if (forced) return `You chose ${name(chosen)}; the rule was not asked.`;
  const others = candidates.filter((c) => c.instance !== chosen && c.eligible);
  if (others.length === 0) return `The rule looked at ${name(chosen)} alone.`;
  const among = drawn === null ? '' : ` of the ${drawn === 2 ? 'two' : count(drawn)} it drew`;
  const next = Math.min(...others.map((c) => c.cost));
  if (!(next > own.cost))
    return `Several cost the least, ${costText(own.cost, unit)}; the rule takes the first of them: ${name(chosen)}.`;
  return `${capital(name(chosen))} cost the least${among}, ${costText(own.cost, unit)}; the next ${costText(next - own.cost, unit)} more.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
