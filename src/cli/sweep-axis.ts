import { exp, ln } from '../engine/number/portable';
import { fieldByKey, FIELD_LIST } from '../scenario/fields';
import { UsageError } from './usage';

/** One axis of a sweep: a scenario key and the values it takes, as texts the key accepts. */
export interface SweepAxis {
  key: string;
  values: string[];
}

/** The most points on one axis. */
const MOST_POINTS = 10_000;

/**
 * `ctx=1k..1m:64`: 64 values from 1k to 1m, spread as the key's slider is (by equal factors where that is
 * logarithmic). `a.tp=1,2,4` lists values; those that hold commas are parted by semicolons,
 * `a.tiers=device;device,dram`. Throws UsageError naming the part that is wrong.
 */
export function sweepAxis(flag: string, text: string): SweepAxis {
  const match = /^([^=]+)=(.+)$/.exec(text);
  if (match === null) throw new UsageError(`${flag} "${text}" is not key=from..to:count or key=value,value.`);
  const [, key = '', range = ''] = match;
  const field = fieldByKey(key);
  if (field === null) {
    const keys = FIELD_LIST.map((f) => f.key).join(', ');
    throw new UsageError(`${flag} "${key}" is not a key of a scenario; keys: ${keys}.`);
  }
  const value = (part: string): unknown => {
    const parsed = field.parse(part);
    if (!parsed.ok) throw new UsageError(`${flag} ${key} "${part}" ${parsed.why}.`);
    return parsed.value;
  };
  // Three dots are a slip, and .1m is read as a tenth of a million.
  if (range.includes('...'))
    throw new UsageError(`${flag} "${range}" has three dots; two part the ends of a range.`);
  const ends = /^(.+?)\.\.(.+):(\d+)$/.exec(range);
  if (ends === null) {
    const values = range.split(range.includes(';') ? ';' : ',');
    // Numbers are written as those of a range are, whatever their spelling; words stay.
    const printed = (part: string): string => {
      const read = value(part);
      return typeof read === 'number' ? field.print(read) : part;
    };
    return { key, values: values.map(printed) };
  }
  const [from, to] = [value(ends[1]!), value(ends[2]!)];
  const count = Number(ends[3]);
  if (typeof from !== 'number' || typeof to !== 'number') {
    throw new UsageError(
      `${flag} ${key} has no numbers to run through; list its values: ${key}=value,value.`,
    );
  }
  if (count < 2 || count > MOST_POINTS) {
    throw new UsageError(`${flag} "${range}" asks for ${count} points; it takes 2 to ${MOST_POINTS}.`);
  }
  const log = field.range?.log === true && from > 0 && to > 0;
  const at = (i: number): number => {
    if (i === 0) return from;
    if (i === count - 1) return to;
    const share = i / (count - 1);
    const exact = log ? exp(ln(from) + share * (ln(to) - ln(from))) : from + share * (to - from);
    // Six digits are what a link carries without clutter; whole keys take whole numbers.
    return field.range?.whole === true ? Math.round(exact) : Number(exact.toPrecision(6));
  };
  return { key, values: Array.from({ length: count }, (_, i) => field.print(at(i) as never)) };
}
