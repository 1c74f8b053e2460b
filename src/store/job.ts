import type { Resolved, ResolvedSide } from '../scenario/resolve';
import type { JobInput, LoadedTrace } from '../worker/api';

/**
 * A resolved scenario as questions to the engine. The engine needs an input for its first side, while either side of a
 * scenario may have none: sides that have one are asked, and `bothSides` puts every answer back in its place.
 */
export interface Questions {
  a: JobInput;
  b: JobInput | null;
}

type Impossible = Extract<ResolvedSide, { kind: 'impossible' }>;

export function questionsOf(resolved: Resolved, shape: (input: JobInput) => JobInput): Questions | null {
  const inputs = [resolved.a, resolved.b].flatMap((side) =>
    side?.kind === 'ready' ? [shape(side.input)] : [],
  );
  const [first, second = null] = inputs;
  return first === undefined ? null : { a: first, b: second };
}

export function bothSides<T>(
  resolved: Resolved,
  answer: { a: T; b: T | null } | null,
  impossible: (side: Impossible) => T,
): { a: T; b: T | null } {
  const answers = answer === null ? [] : [answer.a, answer.b];
  const place = (side: ResolvedSide): T => {
    if (side.kind === 'impossible') return impossible(side);
    const next = answers.shift();
    if (next === undefined || next === null) throw new Error('The engine left a side unanswered.');
    return next;
  };
  const a = place(resolved.a);
  return { a, b: resolved.b && place(resolved.b) };
}

/** Sides that are made when one of them is first looked at. */
export function onceLooked<T>(make: () => { a: T; b: T | null }): { a: T; b: T | null } {
  let made: { a: T; b: T | null } | undefined;
  const sides = () => (made ??= make());
  return {
    get a() {
      return sides().a;
    },
    get b() {
      return sides().b;
    },
  };
}

/** The first requests of a synthetic workload. A loaded trace is always run whole. */
export function firstRequests(input: JobInput, most: number): JobInput {
  const { workload } = input;
  return workload.kind === 'synthetic' && workload.requests > most ? withRequests(input, most) : input;
}

/** So many requests of a synthetic workload. */
export function withRequests(input: JobInput, requests: number): JobInput {
  const { workload } = input;
  return workload.kind === 'synthetic' ? { ...input, workload: { ...workload, requests } } : input;
}

/** The same cluster on the trace of this number, which the worker holds. */
export function onLoadedTrace(input: JobInput, { number }: Pick<LoadedTrace, 'number'>): JobInput {
  return { ...input, workload: { kind: 'loaded', trace: number } };
}

/** Whether the worker still has what the job was about. */
export function isAtHand({ workload }: JobInput, trace: LoadedTrace | null): boolean {
  return workload.kind !== 'loaded' || workload.trace === trace?.number;
}
