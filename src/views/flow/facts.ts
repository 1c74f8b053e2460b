import type { PoolSeries, Snapshot } from '../../engine/result';
import { bytes, count, percent, seconds, tokens, tokensPerSecond } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import { phaseOf } from './draw-pool';
import type { Thing } from './hit-test';
import { SHAPE } from './particles';
import { decodingPool, type PoolNow } from './pool-now';
import { streamRate } from './request-state';
import type { Motion } from './token-motion';

/** What a tooltip says: a heading and a few facts. */
export interface Facts {
  title: string;
  lines: string[];
}

export function factsOf(thing: Thing, sides: readonly (Snapshot | null)[], motion: Motion): Facts | null {
  const snapshot = sides[thing.side];
  const now = motion.lanes[thing.side];
  if (!snapshot || !now) return null;
  const letter = 'AB'[thing.side] ?? '';
  const first = snapshot.pools[0];
  const last = decodingPool(snapshot.pools);
  switch (thing.kind) {
    case 'token': {
      const request = `request #${thing.request + 1} on ${letter}`;
      if (thing.shape === SHAPE.dash)
        return {
          title: `Prompt tokens of ${request}`,
          lines: [`One dash is ${tokens(motion.dashTokens)} tokens`, tierLine('KV written to', first)],
        };
      if (thing.shape === SHAPE.streak)
        return { title: `KV of ${request}`, lines: ['On its way to the decode pool'] };
      return {
        title: `Token ${count(thing.token + 1)} of ${request}`,
        lines: [tierLine('KV read from', last)],
      };
    }
    case 'request':
      return {
        title: `Request #${thing.request + 1} on ${letter}`,
        lines: requestLines(snapshot, thing.request),
      };
    case 'chip':
    case 'memory':
    case 'pool': {
      const pool = snapshot.pools[thing.pool];
      const state = now.pools[thing.pool];
      if (!pool || !state) return null;
      if (thing.kind === 'memory') return memoryFacts(pool, state);
      const title =
        thing.kind === 'chip'
          ? `Chip ${count(thing.chip + 1)} of ${count(pool.chips)}: ${pool.chipName}`
          : `${letter}, ${phaseOf(pool)}: ${count(pool.chips)} × ${pool.chipName}`;
      return { title, lines: poolLines(pool, state) };
    }
    case 'link':
      return {
        title: 'Link between the pools',
        lines: [`${count(now.moving.length)} requests' KV under way`],
      };
    case 'router':
      return { title: 'Router', lines: [`Sends each request to one of ${instances(first)}`] };
    case 'queue':
      return { title: 'Queue', lines: [`${count(now.queuedCount)} requests wait for the first pool`] };
  }
}

function instances(pool: PoolSeries | undefined): string {
  const n = pool?.instances ?? 0;
  return n === 1 ? '1 instance' : `${count(n)} instances`;
}

function tierLine(words: string, pool: PoolSeries | undefined): string {
  return pool ? `${words} ${TIER_LABELS[tierOf(pool.tier)]} of ${pool.chipName}` : words;
}

function poolLines(pool: PoolSeries, state: PoolNow): string[] {
  return [
    `Busy ${percent(state.busyShare)}${pool.boundBy ? `, bound by ${pool.boundBy}` : ''}`,
    `${count(state.running)} running, ${count(state.waiting)} waiting`,
    `${instances(pool)} of ${count(pool.chips / Math.max(1, pool.instances))} chips`,
    ...memoryFacts(pool, state).lines,
  ];
}

function memoryFacts(pool: PoolSeries, state: PoolNow): Facts {
  const free = Math.max(0, pool.capacityBytes - pool.weightBytes - state.kvBytes);
  return {
    title: `${TIER_LABELS[tierOf(pool.tier)]} of ${count(pool.chips)} × ${pool.chipName}`,
    lines: [
      `Weights ${bytes(pool.weightBytes)}, KV ${bytes(state.kvBytes)}`,
      `Free ${bytes(free)} of ${bytes(pool.capacityBytes)}`,
    ],
  };
}

/** The milestones of a request, each with the time since the one before. */
function requestLines({ requests, pools }: Snapshot, id: number): string[] {
  const at = (name: 'arrival' | 'prefillStart' | 'firstToken' | 'decodeReady' | 'decodeStart' | 'end') =>
    requests[name][id]!;
  const steps: [string, number, number][] = [
    ['Waited', at('arrival'), at('prefillStart')],
    [`Read ${tokens(requests.promptTokens[id]!)} prompt tokens in`, at('prefillStart'), at('firstToken')],
    ['KV moved in', at('firstToken'), at('decodeReady')],
    ['Waited for the batch', at('decodeReady'), at('decodeStart')],
    [`Wrote ${tokens(requests.outputTokens[id]!)} tokens in`, at('decodeStart'), at('end')],
  ];
  const lines = steps
    .filter(([, from, to], i) => to > from && (i !== 2 || pools.length > 1))
    .map(([words, from, to]) => `${words} ${seconds(to - from)}`);
  return [
    `Arrived at ${seconds(at('arrival'))}`,
    ...lines,
    `Streams at ${tokensPerSecond(streamRate(requests, id))}`,
  ];
}
