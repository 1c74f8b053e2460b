import type { RequestState } from './request-state';

/**
 * Hash of what happened to every request: the bits of its first and last token times and the lane that decoded
 * it. Two runs with the same hash delivered every token of every request at the same instants.
 */
export function resultHash(requests: RequestState): string {
  let high = 0x811c9dc5;
  let low = 0x1b873593;
  const times = [requests.firstToken, requests.end];
  const columns = times.map((column) => new Uint32Array(column.buffer, column.byteOffset, column.length * 2));
  const lanes = requests.decodeLane;
  for (let i = 0; i < requests.count; i++) {
    // A milestone never reached is hashed as zero: the bits of NaN are the engine's own business.
    for (let c = 0; c < 2; c++) {
      const reached = !Number.isNaN(times[c]![i]!);
      for (let w = 2 * i; w < 2 * i + 2; w++) {
        const word = reached ? columns[c]![w]! : 0;
        high = Math.imul(high ^ word, 0x01000193);
        low = Math.imul((low ^ word) + (high >>> 15), 0x85ebca6b);
      }
    }
    low = Math.imul(low ^ lanes[i]!, 0xc2b2ae35);
  }
  const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
  return hex(high) + hex(low ^ (low >>> 16));
}
