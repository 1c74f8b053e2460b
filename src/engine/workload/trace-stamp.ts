import type { Seconds } from '../../units/units';

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const DATE =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,12}))?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))?$/;

/** Reads a stamp as seconds after the first one; NaN when it is not a stamp. */
export type StampReader = (text: string) => Seconds;

/**
 * Stamps of one file: numbers of a fixed unit, or dates. The first row decides which, and the others are
 * measured from it: an absolute date in one double would lose the 100 ns digits (2³¹ s leave 22 bits).
 */
export function createStampReader(unitSeconds: Seconds): StampReader {
  let base: { kind: 'number' | 'date'; value: number } | null = null;
  return (text) => {
    const number = NUMBER.test(text) ? Number(text) : NaN;
    if (Number.isFinite(number)) {
      base ??= { kind: 'number', value: number };
      return base.kind === 'number' ? (number - base.value) * unitSeconds : NaN;
    }
    const date = readDate(text);
    if (date === null) return NaN;
    base ??= { kind: 'date', value: date.wholeSeconds };
    return base.kind === 'date' ? date.wholeSeconds - base.value + date.fraction : NaN;
  };
}

/** Seconds since 1970 in the calendar of the text, zone applied; null when it is not a date and time. */
function readDate(text: string): { wholeSeconds: Seconds; fraction: Seconds } | null {
  const parts = DATE.exec(text);
  if (parts === null) return null;
  const at = (i: number) => Number(parts[i] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  const zone = (parts[8] === '-' ? -1 : 1) * (at(9) * 3600 + at(10) * 60);
  return {
    wholeSeconds: daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - zone,
    fraction: Number(`0.${parts[7] ?? '0'}`),
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Counts from 1 March, so that the leap day ends the year: 153 days in every five months from there. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return y * 365 + leapDays + dayOfYear - 719_468;
}
