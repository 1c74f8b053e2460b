import type { Joules, Seconds, UsDollars } from '../../units/units';
import type { Instance } from '../sim/cluster-state';
import type { CostTerm, RouteContext, Rule } from './policy';

/** Why one request went where it went: the rule, every candidate with its terms, and the choice. */
export interface Decision {
  request: number;
  time: Seconds;
  /** Name of the pool that was chosen; of the first asked where none was. */
  pool: string;
  /** Name and sentence of the rule, for people. */
  label: string;
  about: string;
  unit: Rule['unit'];
  /** Which of the rule's ordered conditions held; null where it has none, or none did. */
  why: string | null;
  /** -1 where nobody could take the request. */
  chosen: number;
  /** True where a person chose, not the rule. */
  forced: boolean;
  /** How many instances the rule drew and compared; null where it draws none and compares all that it may. */
  drawn: number | null;
  /** Why the request was turned away; null when it was sent to the chosen one. */
  rejected: string | null;
  candidates: Candidate[];
  /** What could be expected of the chosen one as things stood, whatever the rule looks at; null where nobody was. */
  predicted: Outlook | null;
  /** What it came to; null until the request has ended. */
  actual: Outlook | null;
}

/** Null: not of this decision (the first token, where answers are handed over), or nobody knows (a chip without a price). */
export interface Outlook {
  ttftSeconds: Seconds | null;
  tpotSeconds: Seconds | null;
  /** Never predicted: no rule asks for them. */
  joules: Joules | null;
  usd: UsDollars | null;
}

export interface Candidate {
  instance: number;
  /** Sum of the terms; 0 without any where the instance could never take the request. */
  cost: number;
  eligible: boolean;
  /** Null for those that took part. */
  reasonIfNot: string | null;
  terms: CostTerm[];
}

/** What is asked about an instance for the record. */
export interface Asked {
  /** Those that can hold the request, and those of them that the rule left in. */
  fitting: readonly Instance[];
  left: readonly Instance[];
  /** The model that answers the request. */
  model: string;
}

export function candidateOf(context: RouteContext, rule: Rule, instance: Instance, asked: Asked): Candidate {
  const id = { instance: instance.id };
  const cannot = (reasonIfNot: string): Candidate => ({
    ...id,
    cost: 0,
    eligible: false,
    reasonIfNot,
    terms: [],
  });
  if (instance.pool.model.id !== asked.model) return cannot(`serves ${instance.pool.model.name}`);
  if (!asked.fitting.includes(instance)) return cannot('the request is longer than the KV memory there');
  const place = asked.left.indexOf(instance);
  if (place < 0)
    return { ...cannot('the rule sends it to another pool'), ...summed(context, rule, instance, 0) };
  const eligible = rule.eligible?.(context, place) !== false;
  const reasonIfNot = eligible ? null : 'the rule did not look at it';
  return { ...id, eligible, reasonIfNot, ...summed(context, rule, instance, place) };
}

function summed(context: RouteContext, rule: Rule, instance: Instance, place: number) {
  const terms = rule.terms(context, instance, place);
  return { terms, cost: terms.reduce((sum, term) => sum + term.value, 0) };
}
