import { bad, good, type Parsed } from '../../scenario/field';
import { parseDecimal } from '../../scenario/quantity';
import { count } from '../../units/format';

/** One of so many things as typed, from 1; a "#" before it is read over. The number that comes back counts from 0. */
export function parseOrdinal(text: string, most: number, things: string): Parsed<number> {
  const number = parseDecimal(text.trim().replace(/^#/, ''));
  return Number.isInteger(number) && number >= 1 && number <= most
    ? good(number - 1)
    : bad(`is not a number from 1 to ${count(most)}, the ${things}`);
}
