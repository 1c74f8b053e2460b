import type { Seconds } from '../../units/units';
import type { Instance } from '../sim/cluster-state';
import { secondsBehind, type RouteContext, type RoutePolicy } from './policy';
import { bestOnward, placeWaitSeconds, prefills, restSeconds, transferSeconds } from './predict';
import { decodeStepSeconds, promptSecondsAhead, smallestBatch } from './work';
import { ROUTE_NAMES } from './route-names';

/** Its own answer, of average length, at the speed of the batch it would join. */
function ownSteps({ meanOutputTokens, now }: RouteContext, instance: Instance): Seconds {
  return prefills(instance) ? 0 : meanOutputTokens * decodeStepSeconds(instance, 1, now);
}

/** What those already there lose: each waits longer at every step, for half an average answer. */
function othersLoss({ meanOutputTokens, now }: RouteContext, instance: Instance): Seconds {
  if (prefills(instance) || instance.load === 0) return 0;
  const added = decodeStepSeconds(instance, 1, now) - decodeStepSeconds(instance, 0, now);
  return Math.max(0, added) * 0.5 * meanOutputTokens * smallestBatch(instance);
}

/** After a hand-over, the same where it would cost least; asked once per request, since all who hand over pay it. */
function onward(context: RouteContext, instance: Instance): Seconds {
  if (!prefills(instance)) return 0;
  if (Number.isNaN(context.onwardSeconds)) {
    context.onwardSeconds = bestOnward(
      context,
      (decode) => placeWaitSeconds(context, decode) + ownSteps(context, decode) + othersLoss(context, decode),
    );
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
  unit: 'seconds',
  cost: (context, instance) =>
    promptSecondsAhead(instance) +
    secondsBehind(context, instance) +
    restSeconds(context, instance) +
    transferSeconds(context, instance) +
    ownSteps(context, instance) +
    othersLoss(context, instance) +
    onward(context, instance),
  terms: (context, instance) => [
    { name: 'wait for prompts ahead', value: promptSecondsAhead(instance) },
    { name: 'the part of its prompt that tiers have', value: secondsBehind(context, instance) },
    { name: 'the part that is nowhere', value: restSeconds(context, instance) },
    { name: 'handing its KV over', value: transferSeconds(context, instance) },
    { name: 'its own steps', value: ownSteps(context, instance) },
    { name: 'slower steps for those there', value: othersLoss(context, instance) },
    { name: 'both of these where it is handed over to', value: onward(context, instance) },
  ],
};
