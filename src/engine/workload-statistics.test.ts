import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smoothNodes, steppedNodes } from './closed-form/length-nodes';
import { meanVisible } from './closed-form/contexts';
import type { SyntheticWorkload, TraceWorkload } from './input';
import { normalCdf } from './number/normal';
import { ln } from './number/portable';
import { quantile } from './number/quantile';
import { Lognormal } from './number/lognormal';
import { u01 } from './number/random';
import { workloadStatistics } from './workload-statistics';

const synthetic = (rest: Partial<SyntheticWorkload>): SyntheticWorkload => ({
  kind: 'synthetic',
  requests: 0,
  requestsPerSecond: 1,
  gapCv: 1,
  promptTokensMean: 1000,
  promptTokensCv: 1,
  outputTokensMean: 200,
  outputTokensCv: 1,
  maxContext: 1e9,
  ...rest,
});

describe('synthetic workloads', () => {
  test('the 99th percentile of a sequence is near that of a sample', () => {
    const w = synthetic({});
    const sums = Array.from(
      { length: 40000 },
      (_, i) =>
        new Lognormal(1000, 1).quantile(u01(1, 'isl', i)) + new Lognormal(200, 1).quantile(u01(1, 'osl', i)),
    );
    expect(workloadStatistics(w).sequenceP99 / quantile(sums, 0.99)).toBeCloseTo(1, 1);
  });

  test.each([200, 1500, 4000])(
    'answers of %d are cut to the context, and prompts to what they leave',
    (mean) => {
      const s = workloadStatistics(synthetic({ maxContext: 2000, outputTokensMean: mean }));
      expect(s.sequenceP99).toBe(2000);
      let [prompts, outputs] = [0, 0];
      for (let i = 0; i < 40000; i++) {
        const output = Math.min(new Lognormal(mean, 1).quantile(u01(1, 'osl', i)), 1999);
        prompts += Math.min(new Lognormal(1000, 1).quantile(u01(1, 'isl', i)), 2000 - output) / 40000;
        outputs += output / 40000;
      }
      expect(s.outputMean / outputs).toBeCloseTo(1, 1);
      expect(Math.abs(s.promptMean - prompts)).toBeLessThan(0.06 * (prompts + outputs));
      expect(workloadStatistics(synthetic({})).promptMean).toBeCloseTo(1000, 3);
    },
  );

  test('fixed lengths are themselves', () => {
    const s = workloadStatistics(synthetic({ promptTokensCv: 0, outputTokensCv: 0 }));
    expect(s).toMatchObject({ promptMean: 1000, outputMean: 200, promptP99: 1000, sequenceP99: 1200 });
  });
});

describe('mixtures', () => {
  const length = fc.integer({ min: 1, max: 1e6 });
  const cv = fc.constantFrom(0, 0.3, 1, 2.5);
  const classOf = fc.record({ share: fc.integer({ min: 1, max: 99 }), prompt: length, cv, most: length });

  test('99 % of all prompts are no longer than the percentile says, and not of one token less', () => {
    fc.assert(
      fc.property(fc.array(classOf, { minLength: 1, maxLength: 5 }), (made) => {
        const classes = made.map((of, i) => ({
          ...synthetic({ promptTokensMean: of.prompt, promptTokensCv: of.cv, maxContext: of.most + 1 }),
          id: String(i),
          label: String(i),
          kind: 'batch' as const,
          slo: null,
          share: of.share,
        }));
        const s = workloadStatistics(synthetic({ classes }));
        const shares = made.reduce((sum, { share }) => sum + share, 0);
        const within = (tokens: number): number => {
          let sum = 0;
          s.classes!.forEach(({ statistics: { promptMean, promptCv } }, i) => {
            const variance = ln(1 + promptCv * promptCv);
            const z = (ln(tokens / promptMean) + variance / 2) / Math.sqrt(variance);
            const share = promptCv === 0 ? Number(promptMean <= tokens) : normalCdf(z);
            sum += (made[i]!.share / shares) * share;
          });
          return sum;
        };
        const most = Math.max(...s.classes!.map((of) => of.statistics.promptP99));
        const p99 = s.promptP99;
        expect(p99).toBeLessThanOrEqual(most);
        if (p99 < most) expect(within(p99 + 1e-6)).toBeGreaterThanOrEqual(0.99 - 1e-9);
        if (p99 > 1) expect(within(p99 - 1 - 1e-6)).toBeLessThan(0.99 + 1e-9);
      }),
      { numRuns: 500 },
    );
  });
});

describe('traces', () => {
  test('counted, not sorted: rate, means, variation, percentiles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 300000 }), fc.integer({ min: 1, max: 5000 })), {
          minLength: 2,
          maxLength: 300,
        }),
        (rows) => {
          const trace: TraceWorkload = {
            kind: 'trace',
            name: 'made up',
            arrivalSeconds: Float64Array.from(rows, (_, i) => 0.5 * i),
            promptTokens: Int32Array.from(rows, ([prompt]) => prompt),
            outputTokens: Int32Array.from(rows, ([, output]) => output),
          };
          const s = workloadStatistics(trace);
          expect(s.requestsPerSecond).toBeCloseTo(2, 9);
          expect(s.gapCv).toBeCloseTo(0, 6);
          const sums = rows.map(([prompt, output]) => prompt + output).sort((a, b) => a - b);
          expect(s.sequenceP99).toBe(sums[Math.ceil(0.99 * rows.length) - 1]);
          expect(s.outputMean).toBeCloseTo(rows.reduce((z, r) => z + r[1], 0) / rows.length, 6);
          expect(workloadStatistics(trace)).toBe(s);
        },
      ),
    );
  });
});

test('of a trace with longer requests than bins are made for, the longest', () => {
  const trace: TraceWorkload = {
    kind: 'trace',
    name: 'long',
    arrivalSeconds: Float64Array.of(0, 1),
    promptTokens: Int32Array.of(5e6, 1e8),
    outputTokens: Int32Array.of(7, 5),
  };
  expect(workloadStatistics(trace)).toMatchObject({ promptP99: 1e8, sequenceP99: 1e8 + 5 });
});

describe('lengths that stand for all', () => {
  const mean = fc.double({ min: 1, max: 1e5, noNaN: true });
  const cv = fc.double({ min: 0, max: 3, noNaN: true });

  test('have the mean exactly and the second moment nearly', () => {
    fc.assert(
      fc.property(mean, cv, (m, c) => {
        for (const nodes of [smoothNodes(m, c), steppedNodes(m, c, 8)]) {
          const sum = nodes.tokens.reduce((z, t, i) => z + t * nodes.weights[i]!, 0);
          expect(sum / m).toBeCloseTo(1, 9);
        }
      }),
    );
    const { tokens, weights } = smoothNodes(1, 0.5);
    expect(tokens.reduce((z, t, i) => z + t * t * weights[i]!, 0)).toBeCloseTo(1.25, 1);
  });
});

test('mean context of a sequence, window included, by counting', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 300 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 400 }),
      (prompt, steps, window) => {
        let global = 0;
        let local = 0;
        for (let j = 1; j <= steps; j++) {
          global += prompt + j;
          local += Math.min(prompt + j, window);
        }
        const mean = meanVisible(prompt, steps, window);
        expect(mean.global).toBeCloseTo(global / steps, 9);
        expect(mean.local).toBeCloseTo(local / steps, 9);
      },
    ),
  );
});
