import { describe, expect, it } from 'vitest';
import { chipById } from './catalog';
import type { ChipFacts } from './chip-facts';
import { enginePrice, hourlyOfPurchase } from './price';

const withPrices = (figures: ChipFacts['figures']): ChipFacts => ({
  id: 'test-chip',
  name: 'Test chip',
  vendor: 'Nobody',
  class: 'gpu-hbm',
  labels: {},
  figures,
});

describe('price per hour', () => {
  it('prefers a three-year rental, then the low end of on-demand offers', () => {
    const rent = { 'price.rent3Years.usdPerHour': { v: 2, s: ['a'] } };
    const cloud = { 'price.cloud.usdPerHour': { v: [3, 9] as [number, number], s: ['b'] } };
    expect(enginePrice(withPrices({ ...cloud, ...rent }))).toMatchObject({ value: 2, class: 'sourced' });
    expect(enginePrice(withPrices(cloud))).toMatchObject({ value: 3, class: 'assumed', source: ['b'] });
  });

  it('spreads a purchase over four years at 70 % use, with a share for the server', () => {
    const facts = withPrices({ 'price.purchase.usd': { v: 30_000, s: ['a'] } });
    expect(enginePrice(facts)).toMatchObject({ value: 1.651, class: 'assumed' });
    expect(hourlyOfPurchase(30_000)).toBeCloseTo(1.651, 3);
  });

  it('adds electricity where the power is known', () => {
    const figures = {
      'price.purchase.usd': { v: 30_000, s: ['a'] },
      'power.tdp.watts': { v: 1000, s: ['a'] },
    };
    expect(enginePrice(withPrices(figures)).value).toBeCloseTo(1.651 + 0.09, 3);
  });

  it('is unknown, with a reason, where nothing is on record', () => {
    expect(enginePrice(withPrices({}))).toMatchObject({ value: null, note: 'No price was found.' });
  });

  it('marks the price of the first LPU as an assumption', () => {
    expect(chipById('groq-lpu-v1')?.engine.usdPerHour.class).toBe('assumed');
  });
});
