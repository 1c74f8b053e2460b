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

const unitOf = ({ from, to }: TimeWindow) =>
  UNITS.find(({ seconds }) => to - from >= FEW * seconds) ?? UNITS[UNITS.length - 1]!;

/** The part of a window that one can point at. */
const FINEST = 1 / 1000;

/** A time within a window in the unit of its ticks, as finely as one can point at it. */
export function timeText(time: Seconds, window: TimeWindow): string {
  const { name, seconds } = unitOf(window);
  const finest = ((window.to - window.from) / seconds) * FINEST;
  const digits = finest > 0 ? Math.min(9, Math.max(0, Math.ceil(-Math.log10(finest)))) : 3;
  return inUnit(time / seconds, digits, name);
}

const inUnit = (value: number, digits: number, name: string): string =>
  `${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}\u202f${name}`;

/** Round times in one unit, with as many digits as tell them apart. */
export function timeTicks(window: TimeWindow, most: number): { time: Seconds; text: string }[] {
  const { from, to } = window;
  const unit = unitOf(window);
  const [low, high] = [from / unit.seconds, to / unit.seconds];
  // Steps below one are told by their negative inverse.
  const step = tickIncrement(low, high, most);
  const digits = step < 0 ? Math.ceil(Math.log10(-step) - 1e-9) : 0;
  return ticks(low, high, most).map((tick) => ({
    time: tick * unit.seconds,
    text: tick === 0 ? '0' : inUnit(tick, digits, unit.name),
  }));
}
