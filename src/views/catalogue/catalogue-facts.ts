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
  const { usdPerHour, tdpWatts, power, gpu, sram } = chip.engine;
  const computed = [
    shown('What the engine computes with', 'Price', usdPerHour, (usd) => `${dollars(usd)} an hour`),
    shown('What the engine computes with', 'Power at full load', tdpWatts, watts),
    ...Object.entries(power).map(([key, fact]) => constants(`Power, ${key}`, fact as Sourced<unknown>)),
    ...Object.entries(gpu ?? {}).flatMap(([key, fact]) =>
      key === 'gemm'
        ? Object.entries(fact as Record<string, Sourced<unknown>>).map(([format, fit]) =>
            constants(`Matrix products in ${format}`, fit),
          )
        : [constants(words(key), fact as Sourced<unknown>)],
    ),
    ...Object.entries(sram ?? {}).map(([key, fact]) => constants(words(key), fact as Sourced<unknown>)),
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

/** A fitted constant, or several that belong together. */
function constants(name: string, fact: Sourced<unknown>): ShownFact {
  const print = (value: unknown): string => {
    if (typeof value === 'number') return significant(value);
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value)
        .map(([key, part]) => `${words(key).toLowerCase()} ${print(part)}`)
        .join(', ');
    }
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  };
  return shown('What the engine computes with', name, fact, print);
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
