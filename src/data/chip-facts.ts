import { type Sourced, sourced, assumed, unknown } from './sourced';

/**
 * A chip as it is recorded: figures under keys such as `peak.bf16.tflops`, whose last word is the unit the source
 * prints. Reading a figure converts it to SI; nothing downstream sees a prefix.
 */

export type ChipClass = 'gpu-hbm' | 'gpu-gddr' | 'tpu' | 'edge' | 'dataflow' | 'lpu-sram' | 'wafer-sram';

export interface Figure {
  /** A range is [low, high]; null was looked for and not found. */
  v: number | [number, number] | null;
  /** Keys of the source table. */
  s: string[];
  /** Absent: as the source states it. */
  k?: 'derived' | 'estimate' | 'claim';
}

export interface ChipFacts {
  id: string;
  name: string;
  vendor: string;
  class: ChipClass;
  /** What a memory or link is called, e.g. `memory.hbm` → HBM3e, `scaleUp` → NVLink5. */
  labels: Record<string, string>;
  figures: Record<string, Figure>;
}

export type SiUnit = 'FLOP/s' | 'B' | 'B/s' | 'W' | 's' | 'J/bit' | 'US$' | 'US$/h' | 'chips' | 'year';

export type FigureValue = number | [number, number];

const UNITS: Record<string, { unit: SiUnit; factor: number }> = {
  tflops: { unit: 'FLOP/s', factor: 1e12 },
  bytes: { unit: 'B', factor: 1 },
  bytesPerSecond: { unit: 'B/s', factor: 1 },
  gbytesPerSecond: { unit: 'B/s', factor: 1e9 },
  tbytesPerSecond: { unit: 'B/s', factor: 1e12 },
  gbitsPerSecond: { unit: 'B/s', factor: 1e9 / 8 },
  pbitsPerSecond: { unit: 'B/s', factor: 1e15 / 8 },
  watts: { unit: 'W', factor: 1 },
  kilowatts: { unit: 'W', factor: 1e3 },
  microseconds: { unit: 's', factor: 1e-6 },
  picojoulesPerBit: { unit: 'J/bit', factor: 1e-12 },
  usd: { unit: 'US$', factor: 1 },
  usdPerHour: { unit: 'US$/h', factor: 1 },
  count: { unit: 'chips', factor: 1 },
  year: { unit: 'year', factor: 1 },
};

function unitOf(key: string): { unit: SiUnit; factor: number } {
  const found = UNITS[key.slice(key.lastIndexOf('.') + 1)];
  if (!found) throw new Error(`figure ${key} does not end in a unit`);
  return found;
}

export const siUnit = (key: string): SiUnit => unitOf(key).unit;

/** Twelve digits: a product such as 165.2 · 1e12 must not carry binary noise into a table. */
export const rounded = (x: number): number => Number(x.toPrecision(12));

const KIND_NOTE = {
  derived: 'Arithmetic on figures of the source.',
  estimate: 'An estimate; the vendor publishes no figure.',
  claim: 'A vendor claim.',
};

/** The figure in SI with its class. What else there is to say of it is in `remarks.ts`. */
export function readFigure(key: string, figure: Figure): Sourced<FigureValue> {
  const { v, s, k } = figure;
  const recalled = s.every((source) => source === 'bg');
  if (v === null) return unknown(recalled ? 'No figure was found.' : 'Not published.', s);
  const { factor } = unitOf(key);
  const value: FigureValue =
    typeof v === 'number' ? rounded(v * factor) : [rounded(v[0] * factor), rounded(v[1] * factor)];
  const note = k && KIND_NOTE[k];
  if (k === 'estimate') return assumed(value, note ?? KIND_NOTE.estimate, s);
  if (recalled) return assumed(value, note ?? 'Recalled, not verified.', s);
  return sourced(value, s, note);
}

/** A figure that is one number; of a range, the end or middle that the caller names. */
export function oneNumber(
  facts: ChipFacts,
  key: string,
  pick: 'low' | 'middle' | 'high',
): Sourced<number> | null {
  const figure = facts.figures[key];
  if (!figure) return null;
  const read = readFigure(key, figure);
  if (read.value === null) return read;
  if (typeof read.value === 'number') return { ...read, value: read.value };
  const [low, high] = read.value;
  return { ...read, value: { low, middle: (low + high) / 2, high }[pick] };
}
