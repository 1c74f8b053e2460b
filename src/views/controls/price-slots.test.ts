import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { priceSlots } from '../../scenario/pool-prices';
import { resolve } from '../../scenario/resolve';
import {
  missingText,
  pricesInForce,
  slotName,
  usualOf,
  usualText,
  writtenPrices,
  type PriceSlot,
} from './price-slots';

function slotsOf(link: string): PriceSlot[] {
  const { scenario, problems } = decode(`v=1&b=none&kwh=0.2&${link}`);
  expect(problems).toEqual([]);
  return priceSlots(scenario.a, scenario.custom)!;
}

const H100 = 1.3;
const LPU = 1.12;

test.each([
  ['a=gpu', ['Both phases, H100 SXM'], ['1.3']],
  ['a=gpu-sram', ['Prefill, H100 SXM', 'Decode, Groq LPU v1'], ['1.3', '1.12']],
  ['a=gpu&a.more=mixed:h200-sxmx8', ['Both phases 1, H100 SXM'], ['1.3']],
  ['a=afd', ['Prefill, H100 SXM', 'Attention, H100 SXM; FFN, Groq LPU v1'], ['1.3', '1.3 / 1.12']],
  ['a=gpu&a.spec=4:0.7:h100-sxmx2', ['Both phases, H100 SXM', 'Draft, H100 SXM'], ['1.3', '1.3']],
  ['a=sram&a.decode=groq3-lp30x256', ['Both phases, Groq 3 LPU'], ['unknown']],
])('%s: which pools a price is for, and what they cost without one', (link, names, usual) => {
  const slots = slotsOf(link);
  expect(slots.map(slotName)).toEqual(names);
  expect(slots.map(usualText)).toEqual(usual);
});

test.each([
  'a=gpu',
  'a=gpu-sram',
  'a=afd',
  'a=afd&a.spec=4:0.7:h100-sxmx2',
  'a.spec=4:0.7:h100-sxmx2&a.more=mixed:h200-sxmx8',
])('%s: a slot has the pools that its price is for', (link) => {
  const slots = slotsOf(link);
  const { scenario } = decode(`v=1&b=none&${link}&a.price=2,3`);
  const { a } = resolve(scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  const paid = a.input.cluster.pools.map(({ chip }) => chip.usdPerHour);
  const count = (price: number) => paid.filter((one) => one === price).length;
  expect([count(2), count(3)]).toEqual([slots[0]?.length ?? 0, slots[1]?.length ?? 0]);
});

test('one price in force is that of every slot', () => {
  const slots = slotsOf('a=gpu-sram');
  expect(pricesInForce(null, slots)).toEqual([null, null]);
  expect(pricesInForce([4], slots)).toEqual([4, 4]);
  expect(pricesInForce([4, 0], slots)).toEqual([4, 0]);
  expect(pricesInForce([4, 5], slotsOf('a=gpu'))).toEqual([4]);
});

test('the other slot’s usual price is written out; where all are usual, none is', () => {
  const slots = slotsOf('a=gpu-sram');
  const written = (first: number | null, second: number | null) =>
    writtenPrices([first, second], slots).prices;
  expect(written(2, null)).toEqual([2, LPU]);
  expect(written(null, 0)).toEqual([H100, 0]);
  expect(written(2, 2)).toEqual([2]);
  expect(written(null, null)).toBeNull();
  expect(written(H100, null)).toBeNull();
});

test('a slot without one usual price has to be given one', () => {
  const slots = slotsOf('a=afd');
  expect(usualOf(slots[1]!)).toBeNull();
  const { prices, missing } = writtenPrices([2, null], slots);
  expect(prices).toBeNull();
  expect(missingText(missing!)).toBe(
    'In force once “Attention, H100 SXM; FFN, Groq LPU v1” has a price, too: theirs are two in the catalogue.',
  );
  expect(writtenPrices([2, 3], slots)).toEqual({ prices: [2, 3], missing: null });
  expect(writtenPrices([null, 3], slots)).toEqual({ prices: [H100, 3], missing: null });
});
