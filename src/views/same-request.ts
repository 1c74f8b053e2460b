import type { Snapshot } from '../engine/result';

type Requests = Snapshot['requests'];

const known = new WeakMap<Requests, WeakMap<Requests, Int32Array>>();

/**
 * The numbers that the requests of one run have in another run of the same workload, -1 where that has none; null where
 * both count alike. Requests are numbered as they arrive: turns of sessions, which wait for answers, come in an order of
 * their own in every run.
 */
export function numbersIn({ requests: from }: Snapshot, { requests: to }: Snapshot): Int32Array | null {
  if (from.rows === to.rows) return null;
  let others = known.get(from);
  if (others === undefined) known.set(from, (others = new WeakMap()));
  let numbers = others.get(to);
  if (numbers === undefined) {
    const rowOf = ({ rows }: Requests, request: number) => rows?.[request] ?? request;
    const numberOf = new Map(Array.from({ length: to.count }, (_, request) => [rowOf(to, request), request]));
    numbers = Int32Array.from({ length: from.count }, (_, i) => numberOf.get(rowOf(from, i)) ?? -1);
    others.set(to, numbers);
  }
  return numbers;
}

/** The number that a request of one run has in another; null where that has none. */
export function sameRequest(from: Snapshot, to: Snapshot, request: number): number | null {
  const numbers = numbersIn(from, to);
  const number = numbers === null ? request : (numbers[request] ?? -1);
  return number >= 0 && number < to.requests.count ? number : null;
}
