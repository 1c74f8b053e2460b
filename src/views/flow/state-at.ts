import type { Seconds } from '../../units/units';
import type { FlowSide } from './draw';
import { moveTokens, type Motion } from './token-motion';

/** What the picture shows at a moment, for words about it. */
export function stateAt(sides: readonly FlowSide[], time: Seconds): Motion {
  const snapshots = sides.map((side) => side.snapshot);
  return moveTokens(snapshots, [], time, { speed: 1, still: true });
}
