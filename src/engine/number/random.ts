/**
 * Random numbers without state: the j-th draw for request i in a named stream is a function of (seed, stream, i,
 * j), a chain of 32-bit finalisers. Changing the cluster cannot shift a request's numbers, which is what makes
 * two clusters comparable on the same requests (common random numbers).
 */

/** The 32-bit avalanche step of MurmurHash3. */
function mix(word: number): number {
  let h = word | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

/** FNV-1a over the UTF-16 code units of a stream's name. */
function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    h ^= name.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
}

/** Key of a stream, computed once and given to `uniform`. */
export function streamKey(seed: number, stream: string): number {
  return mix((seed >>> 0) ^ hashName(stream));
}

/** Uniform on (0, 1), never 0 or 1. `i` numbers the request, `j` the draw. */
export function uniform(key: number, i: number, j = 0): number {
  const inner = mix((key + Math.imul(i | 0, 0x9e3779b9)) | 0);
  const outer = mix(inner ^ Math.imul((j + 1) | 0, 0x85ebca77));
  return (outer + 0.5) / 4294967296;
}

/** The same in one call. */
export function u01(seed: number, stream: string, i: number, j = 0): number {
  return uniform(streamKey(seed, stream), i, j);
}
