import type { Seconds } from '../../units/units';
import type { Instance } from '../sim/cluster-state';
import { secondsBehind, type RouteContext, type RoutePolicy } from './policy';
import { bestOnward, placeWaitSeconds, prefills, restSeconds, transferSeconds } from './predict';
import { decodeStepSeconds, promptSecondsAhead, smallestBatch } from './work';
import { ROUTE_NAMES } from './route-names';

/** Seconds of a step with the request in the batch it would join; 0 where it is decoded elsewhere. */
const stepWithIt = ({ now }: RouteContext, instance: Instance): Seconds =>
  prefills(instance) ? 0 : decodeStepSeconds(instance, 1, now);

/** Its own answer, of average length, at the speed of the batch it would join. */
const ownSteps = ({ meanOutputTokens }: RouteContext, step: Seconds): Seconds => meanOutputTokens * step;

/** What those already there lose: each waits longer at every step, for half an average answer. */
function othersLoss({ meanOutputTokens, now }: RouteContext, instance: Instance, step: Seconds): Seconds {
  if (prefills(instance) || instance.load === 0) return 0;
  const added = step - decodeStepSeconds(instance, 0, now);
  return Math.max(0, added) * 0.5 * meanOutputTokens * smallestBatch(instance);
}

/** After a hand-over, the same where it would cost least; asked once per request, since all who hand over pay it. */
function onward(context: RouteContext, instance: Instance): Seconds {
  if (!prefills(instance)) return 0;
  if (Number.isNaN(context.onwardSeconds)) {
    context.onwardSeconds = bestOnward(context, (decode) => {
      const step = stepWithIt(context, decode);
      return placeWaitSeconds(context, decode) + ownSteps(context, step) + othersLoss(context, decode, step);
    });
  }
  return context.onwardSeconds;
}

/**
 * Everything in predicted seconds: waiting, its prompt, the way to where it is decoded, its own steps, and what it
 * costs those already there (model.md §5.1). What is on the device counts as computed; what is behind it takes the
 * time planned for it.
 */
export const kvTime: RoutePolicy = {
  ...ROUTE_NAMES.kvtime,
  about:
    'The instance where the request is predicted to cost the fewest seconds, its own and everybody else’s.',
  unit: 'seconds',
  cost: (context, instance) => {
    const step = stepWithIt(context, instance);
    return (
      promptSecondsAhead(instance) +
      secondsBehind(context, instance) +
      restSeconds(context, instance) +
      transferSeconds(context, instance) +
      ownSteps(context, step) +
      othersLoss(context, instance, step) +
      onward(context, instance)
    );
  },
  terms: (context, instance) => [
    { name: 'wait for prompts ahead', value: promptSecondsAhead(instance) },
    { name: 'the part of its prompt that tiers have', value: secondsBehind(context, instance) },
    { name: 'the part that is nowhere', value: restSeconds(context, instance) },
    { name: 'handing its KV over', value: transferSeconds(context, instance) },
    { name: 'its own steps', value: ownSteps(context, stepWithIt(context, instance)) },
    {
      name: 'slower steps for those there',
      value: othersLoss(context, instance, stepWithIt(context, instance)),
    },
    { name: 'both of these where it is handed over to', value: onward(context, instance) },
  ],
};
