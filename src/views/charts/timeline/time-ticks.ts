import { tickIncrement, ticks } from 'd3-array';
import type { Seconds } from '../../../units/units';
import type { TimeWindow } from './time-window';

/** Longest first: a window has its ticks in the first unit of which it holds a few. */
const UNITS = [
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;
const FEW = 4;

/** Round times in one unit, with as many digits as tell them apart. */
export function timeTicks({ from, to }: TimeWindow, most: number): { time: Seconds; text: string }[] {
  const unit = UNITS.find(({ seconds }) => to - from >= FEW * seconds) ?? UNITS[UNITS.length - 1]!;
  const [low, high] = [from / unit.seconds, to / unit.seconds];
  // Steps below one are told by their negative inverse.
  const step = tickIncrement(low, high, most);
  const digits = step < 0 ? Math.ceil(Math.log10(-step) - 1e-9) : 0;
  return ticks(low, high, most).map((tick) => ({
    time: tick * unit.seconds,
    text:
      tick === 0
        ? '0'
        : `${tick.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}\u202f${unit.name}`,
  }));
}
