import type { Snapshot } from '../../engine/result';

export type Slowness = 'e2e' | 'ttft';

/** The request that took longest from its arrival to its last token, or to its first; null where none has ended. */
export function findSlowest({ requests }: Snapshot, by: Slowness): number | null {
  const until = by === 'e2e' ? requests.end : requests.firstToken;
  let slowest: number | null = null;
  let longest = -Infinity;
  for (let i = 0; i < requests.count; i++) {
    const took = until[i]! - requests.arrival[i]!;
    if (took > longest) {
      longest = took;
      slowest = i;
    }
  }
  return slowest;
}
