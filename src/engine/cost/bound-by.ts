import type { Seconds } from '../../units/units';
import type { BoundBy, StepPart } from './step-cost';

/** Labels of what a duration waits for, and the label of a whole step. */

const ORDER: readonly BoundBy[] = ['compute', 'bytes', 'latency', 'link', 'software'];

/** The largest of the three terms of an operator; ties go to the first named. */
export function largestTerm(compute: Seconds, bytes: Seconds, latency: Seconds): BoundBy {
  if (compute >= bytes) return compute >= latency ? 'compute' : 'latency';
  return bytes >= latency ? 'bytes' : 'latency';
}

/** What steps of equal weight wait for: shares that sum to 1; null without any. */
export function boundByShares(steps: readonly (readonly StepPart[])[]): Record<BoundBy, number> | null {
  if (steps.length === 0) return null;
  const shares: Record<BoundBy, number> = { compute: 0, bytes: 0, latency: 0, link: 0, software: 0 };
  for (const parts of steps) {
    const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
    for (const part of parts) addWaits(part, part.seconds / seconds / steps.length, shares);
  }
  return shares;
}

/** What most of a step's seconds wait for: parts are summed by label and the largest sum wins. */
export function boundByOfParts(parts: readonly StepPart[]): BoundBy {
  const seconds: Record<BoundBy, Seconds> = { compute: 0, bytes: 0, latency: 0, link: 0, software: 0 };
  for (const part of parts) addWaits(part, part.seconds, seconds);
  return ORDER.reduce((best, label) => (seconds[label] > seconds[best] ? label : best));
}

function addWaits({ boundBy, waits }: StepPart, amount: number, into: Record<BoundBy, number>): void {
  if (waits === undefined) into[boundBy] += amount;
  else for (const label of ORDER) into[label] += amount * (waits[label] ?? 0);
}
