import type { ArchitectureId } from '../engine/input';
import { USUAL_SPLIT } from './defaults';
import { bad, good, numberParser, type Field, type Parsed, type Range } from './field';
import { parseDecimal } from './quantity';
import type { PoolChoice, SplitChoice } from './scenario';

/** What `afd` needs beside its prefill and attention pools: the FFN pool, and the link to it. */

type SideId = 'a' | 'b';

const applies = (architecture: ArchitectureId | undefined): boolean => architecture === 'afd';

/** What has no effect goes back to what is usual. */
export function withoutIdleSplit(split: SplitChoice, architecture: ArchitectureId): SplitChoice {
  return applies(architecture) ? split : USUAL_SPLIT;
}

/** Why a key of a link changes nothing, or null when it does. */
export function idleSplit(architecture: ArchitectureId | undefined): string | null {
  return applies(architecture) ? null : 'it needs the architecture afd';
}

function row<K extends keyof SplitChoice>(
  side: SideId,
  key: K,
  rest: Pick<Field<SplitChoice[K]>, 'label' | 'unit' | 'json' | 'parse' | 'print'> &
    Partial<Field<SplitChoice[K]>>,
): Field<SplitChoice[K]> {
  return {
    key: `${side}.${key}`,
    range: null,
    slider: null,
    get(scenario) {
      const at = scenario[side];
      return at === null || !applies(at.architecture) ? undefined : at.split[key];
    },
    default: () => USUAL_SPLIT[key],
    write(draft, value, base) {
      const before = draft[side].split ?? base[side]?.split ?? USUAL_SPLIT;
      draft[side].split = { ...before, [key]: value ?? USUAL_SPLIT[key] };
    },
    ...rest,
  };
}

const MOST_MICRO = 64;

function parseMicro(text: string): Parsed<number | 'auto'> {
  if (text.trim() === 'auto') return good('auto');
  const count = parseDecimal(text.trim());
  const sound = Number.isInteger(count) && count >= 1 && count <= MOST_MICRO;
  return sound ? good(count) : bad(`is not auto or a whole number of 1 to ${String(MOST_MICRO)}`);
}

const ALPHA: Range = { min: 0, max: 1000, log: false };
const LINK: Range = { min: 0.1, max: 10_000, log: true };

/** `pool` is how pools are read and written everywhere. */
export function splitFields(side: SideId, pool: Pick<Field<PoolChoice>, 'parse' | 'print' | 'range'>) {
  return {
    ffn: row(side, 'ffn', {
      label: 'FFN pool',
      unit: 'chips',
      json: 'string',
      ...pool,
    }),
    micro: row(side, 'micro', {
      label: 'Micro-batches',
      unit: '',
      json: 'number',
      offered: ['auto', '1', '2', '3', '4'],
      parse: parseMicro,
      print: String,
    }),
    alpha: row(side, 'alpha', {
      label: 'Latency to the FFN pool',
      unit: 'µs',
      json: 'number',
      range: ALPHA,
      slider: { min: 0, max: 50 },
      parse: numberParser(ALPHA, 'µs', parseDecimal),
      print: String,
    }),
    afdlink: row(side, 'afdlink', {
      label: 'Link to the FFN pool',
      unit: 'GB/s',
      json: 'number',
      range: LINK,
      parse: numberParser(LINK, 'GB/s', parseDecimal),
      print: String,
    }),
  };
}
