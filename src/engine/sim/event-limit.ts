import type { Requests } from '../workload/requests';

/**
 * Events after which a run is given up. Every event is an arrival, a chunk of a prompt, a transfer, or a step that changes
 * something, so an honest run stays far below a few per token; one that computes the same tokens again and again does
 * not. The second bound is minutes of work.
 */
const PER_RUN = 10_000;
const PER_REQUEST = 200;
const PER_TOKEN = 4;
const MOST = 2e8;

export function eventLimit({ count, promptTokens, outputTokens }: Requests): number {
  let tokens = 0;
  for (let i = 0; i < count; i++) tokens += promptTokens[i]! + outputTokens[i]!;
  return Math.min(MOST, PER_RUN + PER_REQUEST * count + PER_TOKEN * tokens);
}

/** What a run says that was given up. */
export function givenUp(events: number, seconds: number, settled: number, requests: number): string {
  return (
    `Given up after ${String(events)} events, at ${seconds.toFixed(1)} s of the run, with ${String(settled)} of ` +
    `${String(requests)} requests settled: the scenario takes unreasonably many events. Fewer requests, shorter answers or more ` +
    'memory make it simulable; what is shown is of the run up to then.'
  );
}
