import { CHIPS, MODELS } from '../../data/catalog';
import type { ChipRecord } from '../../data/chip-record';
import { SAME_SHAPE } from '../../data/same-shape';
import type { ModelRecord } from '../../data/model-record';
import { bytes, parameters, tokens } from '../../units/format';
import { ownChipInput } from '../../data/own-chip';
import { ownModelSize, type Custom } from '../../scenario/custom';
import { MODEL_CHOICES } from '../model-choice';

/** The catalogue as a reader searches it: what a row is found by, and what tells it from its neighbours. */
export interface Entry {
  id: string;
  name: string;
  maker: string;
  /** Null where no year is on record. */
  year: number | null;
  /** Memory of a chip, kind of a model. */
  kind: string;
  /** What the list says beside the name. */
  line: string;
  /** Lower case, all that the search reads. */
  text: string;
}

export interface Filter {
  words: string;
  /** '' takes any. */
  maker: string;
  kind: string;
  year: string;
}

export const NO_FILTER: Filter = { words: '', maker: '', kind: '', year: '' };

/** Every word must be found; a filter that is not set takes all. */
export function search(entries: readonly Entry[], { words, maker, kind, year }: Filter): Entry[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return entries.filter(
    (entry) =>
      (maker === '' || entry.maker === maker) &&
      (kind === '' || entry.kind === kind) &&
      (year === '' || String(entry.year) === year) &&
      wanted.every((word) => entry.text.includes(word)),
  );
}

/** What a filter can be set to, in the order in which people look for it. */
export function choicesOf(entries: readonly Entry[], of: 'maker' | 'kind' | 'year'): string[] {
  const found = new Set(entries.flatMap((entry) => (entry[of] === null ? [] : [String(entry[of])])));
  return [...found].sort((p, q) => (of === 'year' ? Number(q) - Number(p) : p < q ? -1 : 1));
}

/** Numbers are printed with a narrow space before their unit, which nobody types. */
const searchable = (words: readonly (string | number)[]): string =>
  words.join(' ').replaceAll('\u202f', ' ').toLowerCase();

const MEMORY_NAMES: Record<string, string> = {
  hbm: 'HBM',
  gddr: 'GDDR',
  lpddr: 'LPDDR',
  dram: 'DDR',
  sram: 'SRAM',
};

function chipEntry(chip: ChipRecord): Entry {
  const launch = chip.specs.find(({ key }) => key === 'launch.year')?.fact.value;
  const { tier, bytes: capacity } = chip.engine.memory;
  const kind = MEMORY_NAMES[tier] ?? tier.toUpperCase();
  const memory = capacity.value === null ? kind : `${bytes(capacity.value)} ${kind}`;
  const { id, name, vendor: maker, labels } = chip;
  const year = typeof launch === 'number' ? launch : null;
  const words = [id, name, maker, chip.class, memory, year ?? '', ...Object.values(labels)];
  return { id, name, maker, year, kind, line: memory, text: searchable(words) };
}

const SIZES = new Map(MODEL_CHOICES.map((choice) => [choice.id, choice.parameters]));

function modelEntry(model: ModelRecord): Entry {
  const { id, name, org: maker, released, maxContext } = model;
  const year = Number(released.slice(0, 4)) || null;
  const kind = model.type === 'moe' ? 'Mixture of experts' : 'Dense';
  const size = SIZES.get(id);
  const sizeText = size === undefined || Number.isNaN(size) ? '' : `${parameters(size)}, `;
  const attention = model.shape.mla ? 'mla' : '';
  const alike = SAME_SHAPE[id] ?? [];
  const words = [id, name, maker, kind, model.type, released, attention, sizeText, ...alike];
  return {
    id,
    name,
    maker,
    year,
    kind,
    line: `${sizeText}${tokens(maxContext)} context${alike.length > 0 ? `; also ${alike.join(', ')}` : ''}`,
    text: searchable(words),
  };
}

/** What only serves to compare with old measurements is not on the shelf. */
export const CHIP_ENTRIES: readonly Entry[] = CHIPS.filter((chip) => !chip.validationOnly).map(chipEntry);
export const MODEL_ENTRIES: readonly Entry[] = MODELS.filter((model) => !model.validationOnly).map(
  modelEntry,
);

/** What the scenario brings along, listed before the rest. */
export function ownEntries({ chips, models }: Custom, shelf: 'chips' | 'models'): Entry[] {
  const entry = (id: string, name: string, kind: string, line: string): Entry => ({
    id,
    name,
    maker: YOURS,
    year: null,
    kind,
    line: `yours, ${line}`,
    text: searchable([id, name, YOURS, line]),
  });
  if (shelf === 'models') {
    return models.map((model) => {
      const kind = model.shape.moe === null ? 'Dense' : 'Mixture of experts';
      const line = `${parameters(ownModelSize(model))}, ${tokens(model.maxContext)} context`;
      return entry(model.id, model.name, kind, line);
    });
  }
  return chips.map((chip) => {
    const input = ownChipInput(chip);
    if (!input.ok) return entry(chip.id, chip.name, '', input.reason);
    const { tier, bytes: capacity } = input.chip.memory;
    const kind = MEMORY_NAMES[tier] ?? tier.toUpperCase();
    return entry(chip.id, chip.name, kind, `${bytes(capacity)} ${kind}`);
  });
}

const YOURS = 'Yours';
