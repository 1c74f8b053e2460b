import { CHIP_FIGURES, figureRange, type ChipFigure } from '../../data/own-chip';
import type { ChipInput } from '../../engine/input';
import type { Parsed } from '../../scenario/field';
import { hourlyOfPurchase } from '../../data/price';
import { ambiguity, parseQuantity } from '../../scenario/quantity';
import { dollars, trimmed } from '../../units/format';
import { isInBits, parseInUnit } from './figure-units';

/** How people write a figure of a chip: its name, its unit, and that unit in SI. */
export interface FigureWords {
  label: string;
  unit: string;
  scale: number;
  /** Shown without asking. */
  first?: true;
}

const SHARE = { unit: 'of the peak', scale: 1 };

export const FIGURE_WORDS: Record<ChipFigure, FigureWords> = {
  'peakFlops.bf16': { label: 'Dense peak, 16 bit', unit: 'TFLOP/s', scale: 1e12, first: true },
  'peakFlops.fp8': { label: 'Dense peak, fp8', unit: 'TFLOP/s', scale: 1e12, first: true },
  'peakFlops.int8': { label: 'Dense peak, int8', unit: 'TOP/s', scale: 1e12 },
  'peakFlops.nvfp4': { label: 'Dense peak, 4 bit', unit: 'TFLOP/s', scale: 1e12, first: true },
  'memory.bytes': { label: 'Memory', unit: 'GB', scale: 1e9, first: true },
  'memory.bytesPerSecond': { label: 'Memory bandwidth', unit: 'GB/s', scale: 1e9, first: true },
  scaleUpChips: { label: 'Chips in one scale-up domain', unit: 'chips', scale: 1, first: true },
  networkBytesPerSecond: { label: 'Network', unit: 'GB/s', scale: 1e9, first: true },
  tdpWatts: { label: 'Power', unit: 'W', scale: 1, first: true },
  usdPerHour: { label: 'Price', unit: '$/h', scale: 1, first: true },
  'power.base': { label: 'Power while a step runs, least', unit: 'of the power', scale: 1 },
  'power.memory': { label: 'Power at full bandwidth, on top', unit: 'of the power', scale: 1 },
  'power.compute': { label: 'Power at full compute, on top', unit: 'of the power', scale: 1 },
  'power.idle': { label: 'Power when idle', unit: 'of the power', scale: 1 },
  'gpu.decodeAttention.memoryEfficiency': { label: 'Bandwidth reached in decode attention', ...SHARE },
  'gpu.prefillAttention.efficiency': { label: 'Compute reached in prefill attention', ...SHARE },
  'gpu.allReduce.baseSeconds': { label: 'All-reduce, shortest', unit: 'µs', scale: 1e-6 },
  'gpu.allReduce.bytesPerSecond': { label: 'All-reduce, rate', unit: 'GB/s', scale: 1e9 },
  'gpu.allToAll.latencySeconds': { label: 'All-to-all, one way', unit: 'µs', scale: 1e-6 },
  'gpu.allToAll.bytesPerSecond': { label: 'All-to-all, rate', unit: 'GB/s', scale: 1e9 },
  'sram.groupChips': { label: 'Chips that share a layer', unit: 'chips', scale: 1 },
  'sram.hopSeconds': { label: 'Hop from chip to chip', unit: 'µs', scale: 1e-6 },
  'sram.linkBytesPerSecond': { label: 'Link from chip to chip', unit: 'GB/s', scale: 1e9 },
  'sram.memoryEfficiency': { label: 'Bandwidth reached', ...SHARE },
  'sram.computeEfficiency': { label: 'Compute reached', ...SHARE },
  'sram.usable': { label: 'Memory that weights may use', unit: 'of the memory', scale: 1 },
  'sram.layerBaseSeconds': { label: 'Fixed time of a layer', unit: 'µs', scale: 1e-6 },
};

/** The figures of a kind of chip. */
export function figuresOf(kind: ChipInput['kind']): ChipFigure[] {
  return (Object.keys(CHIP_FIGURES) as ChipFigure[]).filter(
    (figure) => (figureRange(figure).only ?? kind) === kind,
  );
}

/** What the other chip has; null: unknown, or it has no such figure. */
export function figureAt(chip: ChipInput, figure: ChipFigure): number | null {
  let value: unknown = chip;
  for (const key of figure.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'number' ? value : null;
}

/** A figure in its unit, as it is typed. */
export function figureText(figure: ChipFigure, value: number | null): string {
  return value === null ? 'unknown' : String(rounded(value / FIGURE_WORDS[figure].scale));
}

export function parseFigure(figure: ChipFigure, text: string): Parsed<number | null> {
  const { scale, unit } = FIGURE_WORDS[figure];
  const { min, max, orNull, whole } = figureRange(figure);
  if (orNull && text.trim().toLowerCase() === 'unknown') return { ok: true, value: null };
  const value = rounded(parseInUnit(text, unit, scale));
  const range = `${trimmed(min / scale)} to ${trimmed(max / scale)} ${unit}`;
  if (unit.endsWith('B/s') && isInBits(text))
    return { ok: false, why: `is in bits, as its small b says; it takes ${range}` };
  const bought = figure === 'usdPerHour' ? parseQuantity(text.trim().replace(/^\$\s?/, '')) : NaN;
  if (Number.isNaN(value) && bought > 0)
    return {
      ok: false,
      why:
        `is no price per hour; to buy for ${dollars(bought)} comes to ${dollars(hourlyOfPurchase(bought))} an hour: ` +
        'with 35 % for its server, over 4 years of 70 % use, without electricity',
    };
  if (Number.isNaN(value)) return { ok: false, why: `is not a number${ambiguity(text)}; it takes ${range}` };
  if (whole && !Number.isInteger(value))
    return { ok: false, why: `is not a whole number; it takes ${range}` };
  return value >= min && value <= max ? { ok: true, value } : { ok: false, why: `is outside ${range}` };
}

/** Scaling by powers of ten must not leave digits that nobody typed. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
