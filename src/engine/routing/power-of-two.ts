import { streamKey, uniform } from '../number/random';
import { least } from './least';
import type { RoutePolicy } from './policy';
import { ROUTE_NAMES } from './route-names';

/**
 * Two instances drawn by the request's own numbers, then the one with less work. Draws belong to the request, so a
 * change elsewhere in the cluster does not change which two it looks at.
 */
export const powerOfTwo: RoutePolicy = {
  ...least,
  ...ROUTE_NAMES.p2c,
  about: 'Two instances are drawn for each request; the one with less work ahead gets it.',
  eligible({ seed, request, identity, candidates }, place) {
    const { length } = candidates;
    const row = identity[request]!;
    const key = streamKey(seed, 'route');
    const first = Math.floor(uniform(key, row, 0) * length);
    const second = Math.floor(uniform(key, row, 1) * (length - 1));
    return place === first || place === (second >= first ? second + 1 : second);
  },
};
