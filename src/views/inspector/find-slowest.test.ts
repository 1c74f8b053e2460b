import { expect, test } from 'vitest';
import { colocated } from '../flow/fixtures';
import { findSlowest } from './find-slowest';

test('finds the longest way to the last token, and to the first; skips what never ended', () => {
  const snapshot = colocated({ requests: 50 });
  const { requests } = snapshot;
  requests.end[20] = requests.arrival[20]! + 900;
  requests.firstToken[7] = requests.arrival[7]! + 800;
  requests.end[30] = NaN;
  expect(findSlowest(snapshot, 'e2e')).toBe(20);
  expect(findSlowest(snapshot, 'ttft')).toBe(7);
  requests.end.fill(NaN);
  expect(findSlowest(snapshot, 'e2e')).toBeNull();
});
