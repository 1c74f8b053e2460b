import type { ChipInput } from '../engine/input';
import { bad, good, numberParser, type Field, type Parsed, type Range } from './field';
import { parseDecimal, parseQuantity } from './quantity';

/** Prices and surroundings of one's own in place of the catalogue's. */

type SideId = 'a' | 'b';

const USD: Range = { min: 0, max: 1e6, log: false };

/** The price of one pool. */
export const parsePrice = numberParser(USD, 'US$ an hour', parseQuantity);

/** One price for every pool, or one for the first (prefill) and one for the others. */
function parsePrices(text: string): Parsed<readonly number[]> {
  const prices = text.split(',').map((part) => parsePrice(part));
  const sound = prices.filter((price) => price.ok);
  if (sound.length === prices.length && prices.length <= 2) return good(sound.map(({ value }) => value));
  return bad('is not a price of 0 to 1,000,000 US$ an hour, or two of them: prefill,decode');
}

export function priceField(side: SideId): Field<readonly number[]> {
  return {
    key: `${side}.price`,
    group: 'prices',
    label: 'Price of a chip',
    unit: 'US$/h',
    json: 'string',
    range: null,
    slider: null,
    parse: parsePrices,
    print: (prices) => prices.join(','),
    get: (scenario) => scenario[side]?.price,
    default: () => null,
    write(draft, value) {
      draft[side].price = value;
    },
  };
}

const PUE: Range = { min: 1, max: 3, log: false };

export const pueField: Field<number> = {
  key: 'pue',
  group: 'prices',
  label: 'Power usage effectiveness',
  unit: '',
  json: 'number',
  range: PUE,
  slider: null,
  parse: numberParser(PUE, '', parseDecimal),
  print: String,
  get: (scenario) => scenario.pue,
  default: () => null,
  write(draft, value) {
    draft.scenario.pue = value;
  },
};

const KWH: Range = { min: 0, max: 10, log: false };

export const kwhField: Field<number> = {
  key: 'kwh',
  group: 'prices',
  label: 'Electricity on top',
  unit: 'US$/kWh',
  json: 'number',
  range: KWH,
  slider: null,
  parse: numberParser(KWH, 'US$/kWh', parseDecimal),
  print: String,
  get: (scenario) => scenario.kwh,
  default: () => 0,
  write(draft, value) {
    draft.scenario.kwh = value ?? 0;
  },
};

/** What stands around one chip: its node's overheads, and the facility's. */
interface Around {
  nodeFactor: number;
  nodeWattsPerChip: number;
  pue: number;
}

/** A chip at the price that the scenario pays for it in pool `index`. Unknown power makes paid electricity unknown. */
export function pricedChip(
  chip: ChipInput,
  own: readonly number[] | null,
  index: number,
  kwh: number,
  around: Around,
) {
  const price = own === null ? chip.usdPerHour : (own[index] ?? own.at(-1) ?? null);
  if (price === null || kwh === 0) return { ...chip, usdPerHour: price };
  if (chip.tdpWatts === null) return { ...chip, usdPerHour: null };
  const watts = (chip.tdpWatts * around.nodeFactor + around.nodeWattsPerChip) * around.pue;
  return { ...chip, usdPerHour: price + (watts / 1000) * kwh };
}
