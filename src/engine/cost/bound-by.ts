import type { Seconds } from '../../units/units';
import type { BoundBy, StepPart } from './step-cost';

/** Labels of what a duration waits for, and the label of a whole step. */

const ORDER: readonly BoundBy[] = ['compute', 'bytes', 'latency', 'link', 'software'];

/** The largest of the three terms of an operator; ties go to the first named. */
export function largestTerm(compute: Seconds, bytes: Seconds, latency: Seconds): BoundBy {
  if (compute >= bytes) return compute >= latency ? 'compute' : 'latency';
  return bytes >= latency ? 'bytes' : 'latency';
}

/** Seconds of a step by what they wait for. */
export type Waits = Record<BoundBy, Seconds>;

export function waitsOf(parts: readonly StepPart[]): Waits {
  const into: Waits = { compute: 0, bytes: 0, latency: 0, link: 0, software: 0 };
  for (const { boundBy, waits, seconds } of parts) {
    if (waits === undefined) into[boundBy] += seconds;
    else for (const label of ORDER) into[label] += seconds * (waits[label] ?? 0);
  }
  return into;
}

/** What most of a step's seconds wait for. */
export function largestWait(waits: Waits): BoundBy {
  return ORDER.reduce((best, label) => (waits[label] > waits[best] ? label : best));
}

export const boundByOfParts = (parts: readonly StepPart[]): BoundBy => largestWait(waitsOf(parts));
