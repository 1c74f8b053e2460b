import type { SideLine } from './curve-data';
import { missingSentence, type Why } from './reasons';

/** What to say in the place of curves of which none has a value. */

const UNFIT: Why = { one: 'does not fit', neither: 'fits' };
const CANNOT: Why = { one: 'cannot run', neither: 'can run' };
const DROWNS: Why = { one: 'is overloaded', neither: 'keeps up with the load' };
const EITHER: Why = { one: 'does not fit or is overloaded', neither: 'fits and keeps up' };
const RUN: Why = { one: 'is known by a run only', neither: 'has a formula' };
const UNKNOWN: Why = { one: 'lacks a figure of its chips', neither: 'has all figures of its chips' };

/** "No curve at any load: A does not fit, B is overloaded." */
export function nothingSentence(lines: readonly SideLine[], along: string): string {
  const missing = lines.map((line) => ({ side: line.side, why: whyNot(line) }));
  return missingSentence(`No curve at any ${along}`, missing);
}

/** Of the states of `CurveSide`, where no sample has a value. */
function whyNot({ state, chipsNeeded }: SideLine): Why {
  if (state.includes(0)) return UNKNOWN;
  if (state.includes(3)) return RUN;
  if (!state.includes(2)) return chipsNeeded.some((chips) => chips > 0) ? UNFIT : CANNOT;
  return state.includes(1) ? EITHER : DROWNS;
}
