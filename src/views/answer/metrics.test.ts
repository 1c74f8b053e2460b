import { expect, test } from 'vitest';
import { infeasibleReport, report } from '../fixtures/reports';
import { canCompare, METRICS } from './metrics';

const compared = (...sides: Parameters<typeof canCompare> extends [unknown, ...infer S] ? S : never) =>
  METRICS.filter((metric) => canCompare(metric, ...sides)).map(({ id }) => id);

test('sides that keep up compare in everything, full ones in what they take, one of each in their chips alone', () => {
  const [runs, full] = [report(), report({ saturated: true })];
  expect(compared(runs, runs)).toEqual(METRICS.map(({ id }) => id));
  expect(compared(full, full)).toEqual(['energy', 'cost', 'chips']);
  expect(compared(full, runs)).toEqual(['chips']);
  expect(compared(runs, full)).toEqual(['chips']);
  expect(compared(runs, infeasibleReport())).toEqual([]);
  expect(compared(runs, null)).toEqual([]);
});
