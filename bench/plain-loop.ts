import type { Requests } from '../src/engine/workload/requests';

/** Step times of a replica that can be reckoned without a model: seconds, and seconds per sequence and token. */
export interface PlainCost {
  base: number;
  perSequence: number;
  perContextToken: number;
  perPromptToken: number;
}

/** A replica: `step` counts the decode steps it ever ran; a sequence remembers the step after which it is done. */
interface Replica {
  now: number;
  step: number;
  /** Sum of contexts at the next step. */
  context: number;
  running: { request: number; last: number; context: number }[];
  waiting: number[];
  /** First of `waiting` that has not been computed. */
  head: number;
}

const TOKEN_BUDGET = 8192;

/**
 * The least a simulation of continuous batching can do: replicas taken in turn, prompts computed whole, decode steps
 * jumped over to the next end or arrival, and three latencies a request. No KV memory, links, energy, policies or
 * records. It is what the engine's time is set against, in the same process on the same requests.
 */
export function plainLoop(requests: Requests, replicas: number, cost: PlainCost) {
  const fleet = Array.from({ length: replicas }, (): Replica => ({
    now: 0,
    step: 0,
    context: 0,
    running: [],
    waiting: [],
    head: 0,
  }));
  const { arrival, promptTokens, outputTokens } = requests;
  const ttft = new Float64Array(requests.count);
  const end = new Float64Array(requests.count);
  let events = 0;

  /** Prompts that fit a budget are one iteration; those of one token of answer are done with it. */
  const prefill = (r: Replica): void => {
    const first = r.head;
    let tokens = 0;
    while (r.head < r.waiting.length) {
      const prompt = promptTokens[r.waiting[r.head]!]!;
      if (tokens > 0 && tokens + prompt > TOKEN_BUDGET) break;
      tokens += prompt;
      r.head++;
    }
    r.now += decodeSeconds(r) + cost.perPromptToken * tokens;
    if (r.running.length > 0) walked(r, 1);
    for (let i = first; i < r.head; i++) {
      const request = r.waiting[i]!;
      ttft[request] = r.now - arrival[request]!;
      if (outputTokens[request] === 1) {
        end[request] = r.now;
        continue;
      }
      const context = promptTokens[request]! + 1;
      r.running.push({ request, last: r.step + outputTokens[request]! - 1, context: context - r.step });
      r.context += context;
    }
    if (r.head === r.waiting.length) {
      r.waiting.length = 0;
      r.head = 0;
    }
    events++;
  };

  const decodeSeconds = (r: Replica): number =>
    r.running.length === 0
      ? 0
      : cost.base + cost.perSequence * r.running.length + cost.perContextToken * r.context;

  /** The batch has run `steps` more steps: whoever is done leaves. */
  const walked = (r: Replica, steps: number): void => {
    r.step += steps;
    r.context += steps * r.running.length;
    for (let i = r.running.length - 1; i >= 0; i--) {
      const sequence = r.running[i]!;
      if (sequence.last > r.step) continue;
      end[sequence.request] = r.now;
      r.context -= sequence.context + r.step;
      r.running[i] = r.running[r.running.length - 1]!;
      r.running.length--;
    }
  };

  /** Lets a replica work until `until`; a step under way is finished. */
  const advance = (r: Replica, until: number): void => {
    while (r.now < until) {
      if (r.head < r.waiting.length) {
        r.now = Math.max(r.now, arrival[r.waiting[r.head]!]!);
        prefill(r);
        continue;
      }
      const batch = r.running.length;
      if (batch === 0) return;
      let last = Infinity;
      for (const sequence of r.running) last = Math.min(last, sequence.last);
      // t_j = first + slope·j: how many steps until an end, or until the first that passes `until`.
      const first = decodeSeconds(r);
      const slope = cost.perContextToken * batch;
      const half = first - slope / 2;
      const room = until - r.now;
      const passing = Math.ceil((-half + Math.sqrt(half * half + 2 * slope * room)) / slope);
      const steps = Math.max(1, Math.min(last - r.step, passing));
      r.now += steps * first + (slope * steps * (steps - 1)) / 2;
      walked(r, steps);
    }
  };

  for (let i = 0; i < requests.count; i++) {
    const replica = fleet[i % replicas]!;
    advance(replica, arrival[i]!);
    if (replica.running.length === 0 && replica.waiting.length === 0)
      replica.now = Math.max(replica.now, arrival[i]!);
    replica.waiting.push(i);
    events++;
  }
  for (const replica of fleet) advance(replica, Infinity);
  let sum = 0;
  for (let i = 0; i < requests.count; i++) sum += ttft[i]! + end[i]! - arrival[i]!;
  return { events, result: sum.toPrecision(9) };
}
