import type { Instance } from '../sim/cluster-state';
import type { RouteContext, RoutePolicy, Rule } from './policy';
import { placeWaitSeconds, stepSecondsAmong } from './predict';
import { slo } from './slo';

/** How a decode instance is chosen for a request whose prompt is computed elsewhere; `sim/hand-off.ts` applies it. */

/** Instances of one pool are alike: the shortest list wins. */
const fewestRequests: Rule = {
  label: 'Fewest requests',
  about: 'The decode instance to which the fewest requests have been sent that are not finished.',
  unit: 'requests',
  cost: (_, instance) => instance.load,
  terms: (_, instance) => [{ name: 'requests there', value: instance.load }],
};

/** Across pools of different chips a request is not worth the same everywhere: seconds are compared. */
const soonestAnswer: Rule = {
  label: 'Soonest answer',
  about: 'The decode instance where an average answer is predicted to be out first, waiting included.',
  unit: 'seconds',
  cost: (context, instance) => placeWaitSeconds(context, instance) + answerSeconds(context, instance),
  terms: (context, instance) => [
    { name: 'wait for a place', value: placeWaitSeconds(context, instance) },
    { name: 'its own steps', value: answerSeconds(context, instance) },
  ],
};

const answerSeconds = (context: RouteContext, instance: Instance): number =>
  context.meanOutputTokens * stepSecondsAmong(context, instance);

/** The rule by which a policy chooses among decode instances. */
export function decodeRule(policy: RoutePolicy, severalPools: boolean): Rule {
  if (policy.id === 'slo') return slo;
  const rule = severalPools ? soonestAnswer : fewestRequests;
  return policy.narrow === undefined ? rule : { ...rule, label: policy.label, narrow: policy.narrow };
}
