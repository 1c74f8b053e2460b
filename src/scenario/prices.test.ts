import { expect, test } from 'vitest';
import { usdPerHour } from '../engine/economics';
import { decode, encode } from './codec';
import { resolve } from './resolve';

function clusterOf(link: string, id: 'a' | 'b' = 'a') {
  const { scenario, problems } = decode(link);
  expect(problems).toEqual([]);
  const side = resolve(scenario)[id];
  if (side?.kind !== 'ready') throw new Error(`${link} does not resolve`);
  return side.input.cluster;
}

test('a price of one’s own replaces that of the catalogue, for all pools or for each', () => {
  expect(usdPerHour(clusterOf('v=1&a.price=4').pools)).toBe(32);
  expect(usdPerHour(clusterOf('v=1&b.price=2,0.5', 'b').pools)).toBe(8 * 2 + 576 * 0.5);
  expect(usdPerHour(clusterOf('v=1&b.price=0', 'b').pools)).toBe(0);
  expect(encode(decode('v=1&b.price=2,0.5').scenario)).toBe('v=1&b.price=2,0.5');
});

test('electricity comes on top at full power, with node and cooling', () => {
  // H100 SXM: (700 W · 1.1 + 250 W) · 1.2 = 1.224 kW.
  expect(usdPerHour(clusterOf('v=1&a.price=2&kwh=0.1').pools)).toBeCloseTo(8 * (2 + 0.1224), 9);
  expect(usdPerHour(clusterOf('v=1&a.price=2&kwh=0.1&pue=1').pools)).toBeCloseTo(8 * (2 + 0.102), 9);
});

test('a facility of one’s own, on a desk too', () => {
  expect(clusterOf('v=1').facility.pue).toBe(1.2);
  expect(clusterOf('v=1&pue=1.45').facility.pue).toBe(1.45);
  expect(clusterOf('v=1&a=edge').facility.pue).toBe(1);
  expect(clusterOf('v=1&a=edge&pue=1.1').facility.pue).toBe(1.1);
});

test('where power is unknown, paid electricity leaves the price unknown', () => {
  const link = 'v=1&a=sram&a.decode=groq3-lp30x1000&a.price=2';
  expect(usdPerHour(clusterOf(link).pools)).toBe(2000);
  expect(usdPerHour(clusterOf(`${link}&kwh=0.1`).pools)).toBeNull();
});

test.each(['x', '-1', '1,2,3', '', '1e9'])('a price of "%s" is refused', (text) => {
  const { scenario, problems } = decode(`v=1&a.price=${text}`);
  expect(scenario.a.price).toBeNull();
  expect(problems.map(({ key }) => key)).toEqual(['a.price']);
});
