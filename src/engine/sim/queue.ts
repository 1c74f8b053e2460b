import type { Instance } from './cluster-state';
import type { RequestState } from './request-state';

/** Waiting requests of an instance, linked through `RequestState.next`: a request waits in one place at a time. */

export function enqueue(requests: RequestState, instance: Instance, request: number): void {
  requests.next[request] = -1;
  if (instance.queueTail < 0) instance.queueHead = request;
  else requests.next[instance.queueTail] = request;
  instance.queueTail = request;
}

/** Puts a preempted request back at the front. */
export function enqueueFirst(requests: RequestState, instance: Instance, request: number): void {
  requests.next[request] = instance.queueHead;
  instance.queueHead = request;
  if (instance.queueTail < 0) instance.queueTail = request;
}

/** Takes the first waiting request; the queue must not be empty. */
export function dequeue(requests: RequestState, instance: Instance): number {
  const request = instance.queueHead;
  instance.queueHead = requests.next[request]!;
  if (instance.queueHead < 0) instance.queueTail = -1;
  requests.next[request] = -1;
  return request;
}
