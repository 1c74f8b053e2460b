import type { RoutePolicy } from './policy';
import { decodeSecondsAhead, promptSecondsAhead } from './work';
import { ROUTE_NAMES } from './route-names';

/** The instance with the least work ahead, in seconds (model.md §5.1). */
export const least: RoutePolicy = {
  ...ROUTE_NAMES.least,
  about: 'The instance with the fewest seconds of work ahead: prompts that wait, and answers under way.',
  unit: 'seconds',
  cost: (context, instance) => promptSecondsAhead(instance) + decodeSecondsAhead(context, instance),
  terms: (context, instance) => [
    { name: 'prompts ahead', value: promptSecondsAhead(instance) },
    { name: 'answers under way', value: decodeSecondsAhead(context, instance) },
  ],
};
