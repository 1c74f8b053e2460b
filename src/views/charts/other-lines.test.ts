import { expect, test } from 'vitest';
import { impossibleCurve } from '../../store/curve-axes';
import type { CurveSide } from '../../worker/api';
import { otherLines } from './other-lines';

const values = Float64Array.from([100, 1000, 10_000]);
const curve = (tpot: number[], state: number[]): CurveSide => ({
  ...impossibleCurve(3),
  tpotSeconds: Float64Array.from(tpot),
  state: Uint8Array.from(state),
});

test('lines are named by their architecture; what has no steady value anywhere is told apart', () => {
  const found = otherLines(
    {
      axis: 'context',
      values,
      curves: [
        { architecture: 'afd', curve: curve([0.01, 0.02, 0.03], [0, 0, 2]) },
        { architecture: 'sram', curve: curve([0.01, 0.02, 0.03], [1, 1, 1]) },
        { architecture: 'edge', curve: null },
      ],
    },
    'tpotSeconds',
  );
  expect(found.lines).toEqual([{ name: 'AFD', x: values, y: Float64Array.from([0.01, 0.02, NaN]) }]);
  expect(found.unable).toEqual(['SRAM', 'Edge']);
});
