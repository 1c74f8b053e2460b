import type { Seconds } from '../../units/units';
import type { BoundBy, StepPart } from './step-cost';

/** Labels of what a duration waits for, and the label of a whole step. */

const ORDER: readonly BoundBy[] = ['compute', 'bytes', 'latency', 'link', 'software'];

/** The largest of the three terms of an operator; ties go to the first named. */
export function largestTerm(compute: Seconds, bytes: Seconds, latency: Seconds): BoundBy {
  if (compute >= bytes) return compute >= latency ? 'compute' : 'latency';
  return bytes >= latency ? 'bytes' : 'latency';
}

/** What most of a step's seconds wait for: parts are summed by label and the largest sum wins. */
export function boundByOfParts(parts: readonly StepPart[]): BoundBy {
  let best: BoundBy = 'compute';
  let most = -1;
  for (const label of ORDER) {
    let seconds = 0;
    for (const part of parts) if (part.boundBy === label) seconds += part.seconds;
    if (seconds > most) {
      most = seconds;
      best = label;
    }
  }
  return best;
}
