import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLayerTpot } from './afd';
import { allReduceSeconds } from './cost/all-reduce';
import { usdPerHour, usdPerMillionTokens } from './economics';
import { CHIPS } from './fixtures/chips';
import { tdpSecondsOfStep } from './power';
import { speculativeTokens, speculativeTpot } from './speculation';
import { breakEvenRate, characteristicTime, fetchSeconds, hitShare } from './tiering';
import { exposedBulk, exposedLayered } from './transfer';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const positive = fc.double({ min: 1e-6, max: 1e3, noNaN: true });

describe('speculation', () => {
  test('drafting nothing is plain decoding (31)', () => {
    fc.assert(
      fc.property(share, positive, positive, (a, draft, verify) => {
        expect(speculativeTokens(a, 0)).toBeCloseTo(1, 12);
        expect(speculativeTpot(a, 0, draft, verify) / verify).toBeCloseTo(1, 12);
      }),
    );
  });

  test('nothing accepted: one token a round; everything: all of them', () => {
    expect(speculativeTokens(0, 5)).toBe(1);
    expect(speculativeTpot(0, 5, 1, 10)).toBe(15);
    expect(speculativeTokens(1, 5)).toBe(6);
    expect(speculativeTokens(1 - 1e-9, 5)).toBeCloseTo(6, 6);
  });
});

describe('transfer', () => {
  test('layers hide what they can: never more than in bulk, never less than one layer', () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 1, max: 200 }), (compute, transfer, layers) => {
        const exposed = exposedLayered(compute, transfer, layers);
        expect(exposed).toBeLessThanOrEqual(exposedBulk(transfer, 1) * (1 + 1e-12));
        expect(exposed).toBeGreaterThanOrEqual((transfer / layers) * (1 - 1e-12));
        expect(exposed).toBeGreaterThanOrEqual((transfer - compute) * (1 - 1e-9));
      }),
    );
  });
});

describe('tiers', () => {
  test('at the break-even rate fetching takes as long as computing', () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (bytes, recompute, part) => {
          const latency = part * recompute;
          const rate = breakEvenRate(bytes, recompute, latency);
          expect(fetchSeconds(latency, bytes, rate) / recompute).toBeCloseTo(1, 9);
        },
      ),
    );
    expect(breakEvenRate(1, 1, 2)).toBe(Infinity);
  });

  test('a characteristic time fills the capacity exactly; what fits is never forgotten', () => {
    const classes = [
      { count: 10, bytes: 3, requestsPerSecond: 0.5 },
      { count: 100, bytes: 1, requestsPerSecond: 0.01 },
    ];
    const t = characteristicTime(classes, 60);
    const used = classes.reduce(
      (sum, c) => sum + c.count * c.bytes * hitShare(t, 1 / c.requestsPerSecond),
      0,
    );
    expect(used).toBeCloseTo(60, 9);
    expect(characteristicTime(classes, 130)).toBe(Infinity);
  });
});

describe('attention and FFN apart', () => {
  test('one micro-batch makes the round trip; many are bound by the busiest', () => {
    expect(splitLayerTpot(10, 1, 3, 2, 1)).toBe(70);
    expect(splitLayerTpot(10, 5, 3, 2, 1)).toBe(150);
  });
});

describe('links', () => {
  test('an all-reduce among one is free, and grows with ranks and bytes', () => {
    const fit = CHIPS.h100.gpu!.allReduce;
    expect(allReduceSeconds(fit, 1, 1e9)).toBe(0);
    expect(allReduceSeconds(fit, 8, 1e6)).toBeGreaterThan(allReduceSeconds(fit, 4, 1e6));
    expect(allReduceSeconds(fit, 8, 2e6)).toBeGreaterThan(allReduceSeconds(fit, 8, 1e6));
  });
});

describe('power and money', () => {
  test('a chip never draws more than its TDP, nor less than its base while it runs', () => {
    fc.assert(
      fc.property(positive, share, share, (seconds, memory, compute) => {
        const { power } = CHIPS.h100;
        const work = { seconds, drawSeconds: (power.memory * memory + power.compute * compute) * seconds };
        const drawn = tdpSecondsOfStep(power.base, work) / seconds;
        expect(drawn).toBeCloseTo(
          Math.min(1, power.base + power.memory * memory + power.compute * compute),
          9,
        );
      }),
    );
  });

  test('an unknown price stays unknown', () => {
    const pool = (chip: (typeof CHIPS)[keyof typeof CHIPS]) => ({ chip, chips: 8 }) as never;
    expect(usdPerHour([pool(CHIPS.h100)])).toBe(20);
    expect(usdPerHour([pool(CHIPS.h100), pool(CHIPS.wse3)])).toBeNull();
    expect(usdPerMillionTokens(null, 100)).toBeNull();
    expect(usdPerMillionTokens(20, 0)).toBeNull();
  });
});
