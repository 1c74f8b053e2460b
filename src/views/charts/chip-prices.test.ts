import { expect, test } from 'vitest';
import { usdPerHour } from '../../engine/economics';
import { decode } from '../../scenario/codec';
import { packed } from '../../scenario/packed';
import { poolPrices } from '../../scenario/pool-prices';
import { resolve } from '../../scenario/resolve';
import { chipPrices } from './chip-prices';

function scenarioOf(link: string, chip?: object) {
  const own = chip
    ? `&x=${packed({ chips: [{ id: 'mine', name: 'Mine', like: 'h100-sxm', ...chip }] })}`
    : '';
  const { scenario, problems } = decode(`v=1&b=none&${link}${own}`);
  expect(problems).toEqual([]);
  return scenario;
}

function linesOf(link: string, chip?: object): string[] | null {
  const scenario = scenarioOf(link, chip);
  return chipPrices(scenario.a, scenario)?.map(({ name, text }) => `${name} ${text}`) ?? null;
}

const H100 = 'H100 SXM $1.30/h, sourced: Three-year rental';
const LPU = /^Groq LPU v1 \(GroqChip 1\) \$1\.12\/h, assumed: Price of .* Not a market price$/;
const OWN = 'the scenario’s price';

test('the catalogue’s price has its class and note, once for each kind of chip', () => {
  expect(linesOf('a=gpu-split')).toEqual([H100]);
  expect(linesOf('a=gpu-sram')).toEqual([H100, expect.stringMatching(LPU)]);
});

test('every pool that is paid for is listed: FFN, draft and those beside', () => {
  expect(linesOf('a=afd')).toEqual([H100, expect.stringMatching(LPU)]);
  expect(linesOf('a.more=mixed:h200-sxmx8&a.spec=4:0.7:b200-sxmx2')).toEqual([
    H100,
    expect.stringContaining('H200 SXM $'),
    expect.stringContaining('B200 SXM (HGX) $'),
  ]);
});

test('a price of the scenario is called that, and the pools beside keep the catalogue’s', () => {
  expect(linesOf('a.price=10')).toEqual([`H100 SXM $10.0/h, ${OWN}`]);
  expect(linesOf('a=gpu-split&a.price=2,3')).toEqual([
    `H100 SXM of “Prefill” $2.00/h, ${OWN}`,
    `H100 SXM of “Decode” $3.00/h, ${OWN}`,
  ]);
  expect(linesOf('a.price=10&a.more=mixed:h100-sxmx8')).toEqual([
    `H100 SXM of “Both phases 1” $10.0/h, ${OWN}`,
    H100.replace('SXM', 'SXM of “Both phases 2”'),
  ]);
});

test('a price makes an unpriced chip known', () => {
  const unpriced = 'a=sram&a.decode=groq3-lp30x256';
  expect(linesOf(unpriced)![0]).toMatch(/ unknown: /);
  expect(linesOf(`${unpriced}&a.price=4`)![0]).toMatch(/ \$4\.00\/h, the scenario’s price$/);
});

test('a chip of one’s own has its own price, else that of the chip it is like', () => {
  expect(linesOf('a.prefill=minex8', { usdPerHour: 5 })).toEqual([
    'Mine $5.00/h, as the scenario describes the chip',
  ]);
  expect(linesOf('a.prefill=minex8', { usdPerHour: null })).toEqual([
    'Mine unknown: the scenario’s chip has none',
  ]);
  expect(linesOf('a.prefill=minex8', {})).toEqual([
    'Mine $1.30/h, that of H100 SXM, sourced: Three-year rental',
  ]);
});

test('electricity on top is in the price, and a chip without a power has neither', () => {
  expect(linesOf('kwh=0.1')).toEqual([
    'H100 SXM $1.42/h: $1.30 (sourced: Three-year rental) and $0.122 for electricity',
  ]);
  expect(linesOf('kwh=0.1&a.prefill=minex8', { tdpWatts: null })).toEqual([
    'Mine unknown: electricity is paid for, and the chip’s power is not known',
  ]);
});

test('a side that cannot be run has no prices', () => {
  expect(linesOf('a.prefill=groq-lpu-v1x576')).toBeNull();
});

test.each([
  '',
  'a=afd&kwh=0.2&pue=1.1',
  'a.price=2,3&a=gpu-split&a.more=edge:jetson-thorx3&a.spec=4:0.7:h100-sxmx2',
])('prices times chips are what the side costs an hour: %s', (link) => {
  const scenario = scenarioOf(`${link}&model=llama-3.1-8b&ctx=2k`);
  const { a } = resolve(scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  const { pools } = a.input.cluster;
  const prices = poolPrices(scenario.a, scenario)!;
  const sum = pools.reduce((usd, { chips }, i) => usd + chips * prices[i]!.usdPerHour!, 0);
  expect(sum).toBeCloseTo(usdPerHour(pools)!, 9);
});
