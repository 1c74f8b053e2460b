import { expect, test } from 'vitest';
import type { SideReport } from '../../engine/result';
import { infeasibleReport, report } from '../fixtures/reports';
import { METRICS, relationOf } from './metrics';

const compared = (a: SideReport, b: SideReport | null) =>
  METRICS.filter((metric) => relationOf(metric, a, b) !== null).map(({ id }) => id);

test('sides that keep up compare in everything, full ones in what they take, one of each in their chips alone', () => {
  const [runs, full] = [report(), report({ saturated: true })];
  expect(compared(runs, runs)).toEqual(METRICS.map(({ id }) => id));
  expect(compared(full, full)).toEqual(['energy', 'cost', 'chips']);
  expect(compared(full, runs)).toEqual(['chips']);
  expect(compared(runs, full)).toEqual(['chips']);
  expect(compared(runs, infeasibleReport())).toEqual([]);
  expect(compared(runs, null)).toEqual([]);
});
