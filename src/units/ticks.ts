import { joules, seconds } from './format';
import type { Joules, Seconds } from './units';

/** As texts elsewhere without trailing zeros: an axis prints round values. */

function asTick(text: string): string {
  return text.replace(/\.0+(?=\u202f)/, '').replace(/(\.\d*?)0+(?=\u202f)/, '$1');
}

export const secondsTick = (value: Seconds): string => asTick(seconds(value));

export const joulesTick = (value: Joules): string => asTick(joules(value));
