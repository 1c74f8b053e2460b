import type { FigureValue, SiUnit } from '../../data/chip-facts';
import type { ChipRecord } from '../../data/chip-record';
import type { ModelRecord } from '../../data/model-record';
import { remarkOn } from '../../data/remarks';
import type { FactClass, Sourced } from '../../data/sourced';
import {
  bytes,
  count,
  dollars,
  parameters,
  seconds,
  significant,
  tokens,
  UNKNOWN,
  watts,
} from '../../units/format';
import { FIGURE_WORDS, type FigureWords } from '../own/figure-words';

/** Numbers of a chip or model as a card shows them: each with its unit, its class and where it comes from. */
export interface ShownFact {
  /** Rows of a kind stand together. */
  part: string;
  name: string;
  text: string;
  /** Null where there is no figure to classify. */
  class: FactClass | null;
  /** Keys of the source table. */
  source: readonly string[];
  note: string;
}

const PARTS: Record<string, string> = {
  launch: 'Launch',
  peak: 'Peak rate',
  sparse: 'Peak rate',
  memory: 'Memory',
  power: 'Power',
  price: 'Price',
  scaleUp: 'Links in a node or rack',
  scaleOut: 'Network',
  host: 'Host link',
};

export function chipFacts(chip: ChipRecord): ShownFact[] {
  const recorded = chip.specs.map(({ key, unit, fact }) => {
    const [group = '', what = ''] = key.split('.');
    const label = chip.labels[`${group}.${what}`] ?? chip.labels[group];
    const name = figureName(group, what, unit);
    const row = shown(PARTS[group] ?? group, label ? `${name} (${label})` : name, fact, (value) =>
      figure(value, unit),
    );
    return { ...row, note: remarkOn(chip.id, key) ?? row.note };
  });
  const { usdPerHour, tdpWatts, peakFlops, power, gpu, sram } = chip.engine;
  const computed = [
    shown('What the engine computes with', 'Price', usdPerHour, (usd) => `${dollars(usd)} an hour`),
    shown('What the engine computes with', 'Power at full load', tdpWatts, watts),
    ...constantsOf('peakFlops', peakFlops),
    ...constantsOf('power', power),
    ...Object.entries(gpu?.gemm ?? {}).map(([format, fit]) =>
      constants(`gpu.gemm.${format}`, `Matrix products in ${format}`, fit),
    ),
    ...constantsOf('gpu', { ...gpu, gemm: undefined }),
    ...constantsOf('sram', sram ?? {}),
  ];
  return [...recorded, ...computed];
}

export function modelFacts(model: ModelRecord): ShownFact[] {
  const { shape, published, provenance, sources } = model;
  const own = (part: string, name: string, text: string): ShownFact => ({
    part,
    name,
    text,
    class: provenance.class,
    source: sources,
    note: provenance.note,
  });
  const size = published.parameters;
  const printed = [published.parametersText, published.activeText && `${published.activeText} active`];
  const said = printed.filter((text) => text).join(', ');
  return [
    shown('Size', 'Parameters', size, (value) => `${parameters(value)} (${count(value)})`),
    ...(said === '' ? [] : [own('Size', 'As its authors print it', said)]),
    own('Size', 'Longest context', `${tokens(model.maxContext)} tokens`),
    own('Size', 'Weights as published', model.nativeFormat),
    ...flat(shape).map(([name, text]) => own('Shape', name, text)),
  ];
}

/** Nested numbers under one name each: `moe.experts` → "Moe experts". */
function flat(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, part]: [string, unknown]): [string, string][] => {
    const name = words(prefix === '' ? key : `${prefix} ${key}`);
    if (part === null || part === false || part === 0) return [];
    if (typeof part === 'object') return flat(part, name);
    return [[name, typeof part === 'number' ? number(part) : typeof part === 'string' ? part : 'yes']];
  });
}

const number = (value: number) => (Number.isInteger(value) ? count(value) : significant(value));

function shown<T>(part: string, name: string, fact: Sourced<T>, print: (value: T) => string): ShownFact {
  const text = fact.value === null ? UNKNOWN : print(fact.value);
  const factClass = fact.value === null ? null : fact.class;
  return { part, name, text, class: factClass, source: fact.source, note: fact.note ?? '' };
}

/** Figures that a chip of one's own does not ask for. */
const FURTHER: Record<string, FigureWords> = {
  'sram.layerPerWidthSeconds': { label: 'And for each 4,096 numbers of width', unit: 'µs', scale: 1e-6 },
  'sram.residualBand': { label: 'Both may be', unit: 'of that', scale: 1 },
  'sram.fittedSubKernels': { label: 'Kernels of the layer it was fitted on', unit: '', scale: 1 },
};

const WORDS: Partial<Record<string, FigureWords>> = { ...FIGURE_WORDS, ...FURTHER };

function constantsOf(group: string, facts: object): ShownFact[] {
  return Object.entries(facts).flatMap(([key, fact]) => {
    const path = `${group}.${key}`;
    const name = WORDS[path]?.label ?? (group === 'power' ? `Power, ${words(key)}` : words(key));
    return fact === undefined || fact === null ? [] : [constants(path, name, fact as Sourced<unknown>)];
  });
}

/** A constant, fitted or assumed, or several that belong together; in the words and units that a chip of one's own has. */
function constants(path: string, name: string, fact: Sourced<unknown>): ShownFact {
  const print = (value: unknown, at: string): string => {
    const known = WORDS[at];
    if (typeof value === 'number' && known) return `${significant(value / known.scale)} ${known.unit}`.trim();
    if (typeof value === 'number')
      return at.endsWith('Seconds') ? `${significant(value * 1e6)} µs` : significant(value);
    if (Array.isArray(value)) return value.map((part) => print(part, at)).join(' to ');
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value)
        .map(([key, part]) => {
          const own = `${at}.${key}`;
          const label =
            WORDS[own]?.label ?? words(key === 'tauSeconds' ? 'fixed' : key.replace('Seconds', ''));
          return `${label.toLowerCase()} ${print(part, own)}`;
        })
        .join(', ');
    }
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  };
  return shown('What the engine computes with', name, fact, (value) => print(value, path));
}

/** `linkBytesPerSecond` → "Link bytes per second". */
function words(key: string): string {
  const spaced = key.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function figureName(group: string, what: string, unit: SiUnit): string {
  if (group === 'peak') return `Dense ${what}`;
  if (group === 'sparse') return `With sparsity, ${what}`;
  if (group === 'launch') return 'Year';
  if (group === 'memory') {
    const [, tier = '', rest = ''] = /^(hbm|sram|gddr|lpddr|ddr)(.*)$/.exec(what) ?? [];
    const memory = tier === '' ? words(what) : `${tier.toUpperCase()} ${rest}`.trim();
    return `${memory}, ${unit === 'B' ? 'capacity' : 'bandwidth'}`;
  }
  return what === 'tdp' ? 'Design power (TDP)' : words(what);
}

function figure(value: FigureValue, unit: SiUnit): string {
  if (typeof value !== 'number') return `${figure(value[0], unit)} to ${figure(value[1], unit)}`;
  switch (unit) {
    case 'B':
      return bytes(value);
    case 'B/s':
      return `${bytes(value)}/s`;
    case 'FLOP/s':
      return `${significant(value / 1e12)} TFLOP/s`;
    case 'W':
      return watts(value);
    case 's':
      return seconds(value);
    case 'J/bit':
      return `${significant(value * 1e12)} pJ/bit`;
    case 'US$':
      return dollars(value);
    case 'US$/h':
      return `${dollars(value)} an hour`;
    case 'chips':
      return count(value);
    case 'year':
      return String(value);
  }
}
