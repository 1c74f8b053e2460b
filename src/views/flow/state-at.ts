import type { Seconds } from '../../units/units';
import type { FlowSide } from './draw';
import type { Selected } from './draw-selected';
import type { Spotlight } from './spotlight';
import { moveTokens, type Motion } from './token-motion';

/** What the picture shows at a moment, for words about it; its rows of text where it is said which those are. */
export function stateAt(
  sides: readonly FlowSide[],
  time: Seconds,
  spotlights: readonly Spotlight[] = [],
  pinned: Selected | null = null,
): Motion {
  const snapshots = sides.map((side) => side.snapshot);
  return moveTokens(snapshots, spotlights, time, { speed: 1, still: true, pinned });
}
