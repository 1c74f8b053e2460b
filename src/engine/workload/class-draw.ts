import type { WorkloadClass } from '../input';
import { ln } from '../number/portable';
import { streamKey, uniform } from '../number/random';

/**
 * The class of each request: every class has a clock of its own per request that rings after an exponential time, at
 * a rate of its share, and the first to ring has the request. So another class takes requests away from the others,
 * but moves none between them and changes no number of those that stay (invariant 38).
 */
export function drawClasses(classes: readonly WorkloadClass[], requests: number, seed: number): Uint8Array {
  const keys = classes.map(({ id }) => streamKey(seed, `class ${id}`));
  const classOf = new Uint8Array(requests);
  for (let i = 0; i < requests; i++) {
    let first = Infinity;
    for (let c = 0; c < classes.length; c++) {
      const rings = -ln(uniform(keys[c]!, i)) / classes[c]!.share;
      if (rings >= first) continue;
      first = rings;
      classOf[i] = c;
    }
  }
  return classOf;
}
