import type { ChipInput, ComputeFormat } from '../engine/input';
import { isObject } from './json-object';
import { chipById, chipInput } from './catalog';

/**
 * A chip that a reader describes: a chip of the catalogue with some figures changed. Its kernels and losses are those
 * of the chip it is like, because nobody has measured a chip that does not exist.
 */
export interface OwnChip {
  id: string;
  name: string;
  /** Id of the catalogue chip whose other figures hold. */
  like: string;
  /** What differs, by path into `ChipInput`, in SI. Null: not known. */
  figures: Readonly<Partial<Record<ChipFigure, number | null>>>;
}

interface FigureRange {
  min: number;
  max: number;
  whole?: true;
  /** May be unknown; then what follows from it is unknown too. */
  orNull?: true;
  /** Only chips of that kind have it. */
  only?: ChipInput['kind'];
}

const FRACTION: FigureRange = { min: 0.01, max: 1 };
const PEAK: FigureRange = { min: 1e9, max: 1e19 };
const RATE: FigureRange = { min: 1e6, max: 1e17 };
const SHORT: FigureRange = { min: 0, max: 0.01 };
const gpu = (range: FigureRange): FigureRange => ({ ...range, only: 'gpu' });
const sram = (range: FigureRange): FigureRange => ({ ...range, only: 'sram' });

/** Every figure that may be changed. */
export const CHIP_FIGURES = {
  'peakFlops.bf16': PEAK,
  'peakFlops.fp8': PEAK,
  'peakFlops.int8': PEAK,
  'peakFlops.nvfp4': PEAK,
  'memory.bytes': { min: 1e6, max: 1e15 },
  'memory.bytesPerSecond': RATE,
  scaleUpChips: { min: 1, max: 100_000, whole: true },
  networkBytesPerSecond: RATE,
  tdpWatts: { min: 0.1, max: 1e6, orNull: true },
  usdPerHour: { min: 1e-4, max: 1e5, orNull: true },
  'power.base': { min: 0, max: 1 },
  'power.memory': { min: 0, max: 2 },
  'power.compute': { min: 0, max: 2 },
  'power.idle': { min: 0, max: 1 },
  'gpu.decodeAttention.memoryEfficiency': gpu(FRACTION),
  'gpu.prefillAttention.efficiency': gpu(FRACTION),
  'gpu.allReduce.baseSeconds': gpu(SHORT),
  'gpu.allReduce.bytesPerSecond': gpu(RATE),
  'gpu.allToAll.latencySeconds': gpu(SHORT),
  'gpu.allToAll.bytesPerSecond': gpu(RATE),
  'sram.groupChips': sram({ min: 1, max: 1000, whole: true }),
  'sram.hopSeconds': sram(SHORT),
  'sram.linkBytesPerSecond': sram(RATE),
  'sram.memoryEfficiency': sram(FRACTION),
  'sram.computeEfficiency': sram(FRACTION),
  'sram.usable': sram(FRACTION),
  'sram.layerBaseSeconds': sram(SHORT),
} as const satisfies Record<string, FigureRange>;

export type ChipFigure = keyof typeof CHIP_FIGURES;

export function figureRange(figure: ChipFigure): FigureRange {
  return CHIP_FIGURES[figure];
}

const ID = /^[a-z0-9][a-z0-9.-]{0,39}$/;
export const LONGEST_NAME = 60;

/** What ids and names of a reader's own chips and models may be; null when all is well. */
export function namingProblem(id: unknown, name: unknown): string | null {
  if (typeof id !== 'string' || !ID.test(id))
    return 'id is not 1 to 40 small letters, digits, dots and hyphens';
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME)
    return `name is not a text of 1 to ${String(LONGEST_NAME)} letters`;
  return null;
}

type Read = { ok: true; chip: OwnChip } | { ok: false; why: string };

/**
 * Reads `{ id, name?, like, "memory.bytes": …, … }`. Figures may also stand in objects (`memory: { bytes }`), and any
 * whole that is wrong is refused with the part that is.
 */
export function readOwnChip(json: unknown): Read {
  if (!isObject(json)) return refuse('it is not an object');
  const { id, like, name = id, ...rest } = json;
  const naming = namingProblem(id, name);
  if (naming !== null) return refuse(naming);
  if (chipById(String(id))) return refuse(`id "${String(id)}" is taken by a chip of the catalogue`);
  const base = typeof like === 'string' ? chipById(like) : undefined;
  if (base === undefined || !chipInput(base).ok)
    return refuse('like is not the id of a chip of the catalogue that can be simulated');
  const figures: Partial<Record<ChipFigure, number | null>> = {};
  for (const [path, value] of leaves(rest)) {
    if (!Object.hasOwn(CHIP_FIGURES, path)) return refuse(`${path.slice(0, 60)} is not a figure of a chip`);
    const figure = path as ChipFigure;
    const why = figureProblem(figure, value, base.kind);
    if (why !== null) return refuse(`${figure} ${why}`);
    figures[figure] = value as number | null;
  }
  return {
    ok: true,
    chip: { id: String(id), name: String(name), like: base.id, figures: inTableOrder(figures) },
  };
}

const refuse = (why: string): { ok: false; why: string } => ({ ok: false, why });

/** What is wrong with a figure, as the end of a sentence. */
function figureProblem(figure: ChipFigure, value: unknown, kind: ChipInput['kind']): string | null {
  const { min, max, whole, orNull, only } = figureRange(figure);
  if (only !== undefined && only !== kind) return `is a figure of ${only} chips, and like is none`;
  if (value === null && orNull) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'is not a number';
  if (whole && !Number.isInteger(value)) return 'is not a whole number';
  return value >= min && value <= max ? null : `is outside ${String(min)} to ${String(max)}`;
}

/** Chip JSON, as files and links hold it. */
export function ownChipJson({ id, name, like, figures }: OwnChip): Record<string, string | number | null> {
  return { id, ...(name === id ? {} : { name }), like, ...figures };
}

/** Deep paths of the values; deeper than any figure stops, so that hostile nesting is one wrong path. */
function leaves(value: Record<string, unknown>, before = '', depth = 0): [string, unknown][] {
  return Object.entries(value).flatMap(([key, part]): [string, unknown][] =>
    isObject(part) && depth < 3 ? leaves(part, `${before}${key}.`, depth + 1) : [[before + key, part]],
  );
}

/** One chip has one text, in whatever order it was written. */
function inTableOrder(figures: OwnChip['figures']): OwnChip['figures'] {
  const keys = (Object.keys(CHIP_FIGURES) as ChipFigure[]).filter((key) => figures[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, figures[key]]));
}

/** The chip as the engine takes it. */
export function ownChipInput({ id, name, like, figures }: OwnChip): ReturnType<typeof chipInput> {
  const record = chipById(like);
  if (!record) return { ok: false, reason: `${name} is like ${like}, which is no chip of the catalogue.` };
  const base = chipInput(record);
  if (!base.ok) return base;
  const chip = structuredClone(base.chip);
  for (const [path, value] of Object.entries(figures)) put(chip, path.split('.'), value);
  // A format that the other chip lacks runs its products as well as the nearest that it has.
  const gemm = chip.gpu?.gemm;
  const nearest = gemm?.fp8 ?? gemm?.bf16;
  if (gemm && nearest) {
    for (const format of Object.keys(chip.peakFlops) as ComputeFormat[]) gemm[format] ??= nearest;
  }
  return { ok: true, chip: { ...chip, id, name } };
}

function put(target: object, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  const record = target as Record<string, unknown>;
  if (rest.length === 0) record[first] = value;
  else put(record[first] as object, rest, value);
}
