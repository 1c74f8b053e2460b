import { evaluate, replaceNames } from './expression';

/** What a number is in; the page prints it accordingly. */
export type QuantityUnit =
  | 'count'
  | 'tokens'
  | 'requests'
  | 's'
  | 'requests/s'
  | 'tokens/s'
  | 'bytes'
  | 'bytes/s'
  | 'flop'
  | 'flop/s'
  | 'J'
  | 'W'
  | 'usd'
  | 'usd/h'
  | 'share'
  | '';

/** Where a number that no formula gives comes from. */
export type Origin =
  /** The scenario says so. */
  | { kind: 'asked' }
  /** Counted or timed in the simulated run. */
  | { kind: 'run' }
  /** Follows from the published shape of a model, or from the layout of the cluster. */
  | { kind: 'model'; model: string }
  | { kind: 'layout' }
  /** A figure of a chip; the catalogue has its source and class under this name. */
  | { kind: 'chip'; chip: string; fact: string }
  /** Energy of a bit in a kind of memory or on the network. */
  | { kind: 'tier'; tier: string }
  /** A mean that queueing formulas give. */
  | { kind: 'queue' }
  /** A constant of the serving software. */
  | { kind: 'software'; profile: string };

export interface Formula {
  formula: string;
  /** The same with the values of its inputs, in SI units. */
  plugged: string;
  inputs: Quantity[];
}

/** A number with its reason: a formula over other numbers, or where it was taken from. Plain data. */
export interface Quantity {
  /** Name in formulas, e.g. `t_step`. */
  symbol: string;
  label: string;
  unit: QuantityUnit;
  value: number;
  from: Formula | Origin;
}

export const given = (
  symbol: string,
  label: string,
  unit: QuantityUnit,
  value: number,
  from: Origin,
): Quantity => ({ symbol, label, unit, value, from });

/** A quantity whose value is that of its formula. Throws when the formula names something that is not an input. */
export function derived(
  symbol: string,
  label: string,
  unit: QuantityUnit,
  formula: string,
  inputs: Quantity[],
): Quantity {
  const valueOf = (name: string): number => {
    const input = inputs.find((quantity) => quantity.symbol === name);
    if (input === undefined) throw new SyntaxError(`"${formula}" names ${name}, which is none of its inputs`);
    return input.value;
  };
  const value = evaluate(formula, valueOf);
  const plugged = replaceNames(formula, (name) => numberText(valueOf(name)));
  return { symbol, label, unit, value, from: { formula, plugged, inputs } };
}

/** Enough digits that a result is right to four after a few operations. */
const DIGITS = 7;

function numberText(value: number): string {
  const text = String(Number(value.toPrecision(DIGITS)));
  return value < 0 ? `(0 − ${text.slice(1)})` : text;
}
