import type { BoundBy } from '../../engine/cost/step-cost';
import type { PoolSeries, Snapshot } from '../../engine/result';
import { bytes, count, percent, seconds, tokens, tokensPerSecond } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import { phaseOf } from './draw-pool';
import type { Thing } from './hit-test';
import { SHAPE } from './particles';
import { tierName } from './draw-vessels';
import { takesPrompts } from './pool-blocks';
import {
  chipNow,
  groupOfChip,
  levelAt,
  mostOf,
  poolAt,
  seriesAt,
  workingChips,
  type PoolNow,
} from './pool-now';
import { promptParts } from './prompt-parts';
import { leavesAt, streamRate } from './request-state';
import type { Motion } from './token-motion';

/** What a tooltip says: a heading and a few facts. */
export interface Facts {
  title: string;
  lines: string[];
}

export function factsOf(thing: Thing, sides: readonly (Snapshot | null)[], motion: Motion): Facts | null {
  const snapshot = sides[thing.side];
  const now = motion.lanes[thing.side];
  // What was only asked for has no run: asked-facts.ts.
  if (!snapshot || !now || thing.kind === 'asked') return null;
  const letter = 'AB'[thing.side] ?? '';
  const entry =
    'request' in thing ? poolAt(snapshot, snapshot.requests.prefillInstance[thing.request]!) : undefined;
  const exit =
    'request' in thing ? poolAt(snapshot, snapshot.requests.decodeInstance[thing.request]!) : undefined;
  const nameOf = (pool: number) => {
    const found = snapshot.pools[pool];
    return found ? phaseOf(found) : '';
  };
  switch (thing.kind) {
    case 'token': {
      const request = `request #${thing.request + 1} on ${letter}`;
      if (thing.shape === SHAPE.dash)
        return {
          title: `Prompt tokens of ${request}`,
          lines: [
            `One dash is ${tokens(motion.dashTokens)} tokens`,
            ...partLines(snapshot, thing.request),
            tierLine('KV written to', entry),
          ],
        };
      if (thing.shape === SHAPE.hollow)
        return {
          title: `Prompt tokens of ${request}`,
          lines: ['Found in no memory, so computed', ...partLines(snapshot, thing.request)],
        };
      if (thing.shape === SHAPE.streak)
        return {
          title: `KV of ${request}`,
          lines: [
            `On its way to ${thing.stored ? (entry ? phaseOf(entry) : '') : exit ? phaseOf(exit) : 'the decode pool'}`,
          ],
        };
      return {
        title: `Token ${count(thing.token + 1)} of ${request}`,
        lines: [tierLine('KV read from', exit)],
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
      if (thing.kind === 'pool')
        return {
          title: `${letter}, ${phaseOf(pool)}: ${count(pool.chips)} × ${pool.chipName}`,
          lines: [
            ...(severalModels(snapshot) ? [`Serves ${pool.model}`] : []),
            ...poolLines(pool, state, around(snapshot)),
          ],
        };
      return chipFacts(pool, state, thing.chip, around(snapshot));
    }
    case 'link': {
      const { link, durationSeconds } = snapshot;
      const { prefillInstance, decodeInstance } = snapshot.requests;
      const crosses = (id: number) =>
        poolAt(snapshot, prefillInstance[id]!) === snapshot.pools[thing.from] &&
        poolAt(snapshot, decodeInstance[id]!) === snapshot.pools[thing.to];
      const waiting = now.blocked.filter(crosses).length;
      return {
        title: `Link from ${nameOf(thing.from)} to ${nameOf(thing.to)}`,
        lines: [
          `${count(now.moving.filter(crosses).length)} requests handed over: KV on its way`,
          ...(waiting > 0 ? [`${count(waiting)} wait for room there`] : []),
          ...(link
            ? [
                `Carries ${percent(seriesAt(link.busyShare, durationSeconds, motion.time))} of the time${around(snapshot)}, all pools together`,
                `${bytes(link.bytesPerSecond)}/s, ${seconds(link.latencySeconds)} latency`,
              ]
            : []),
        ],
      };
    }
    case 'tie': {
      const companion = snapshot.pools[thing.companion];
      const words =
        companion?.role === 'draft'
          ? 'Drafted tokens there, accepted ones back'
          : 'Activations there and back';
      return {
        title: `${nameOf(thing.owner)} and ${nameOf(thing.companion)}`,
        lines: [words, 'In every step'],
      };
    }
    case 'vessel':
      return vesselFacts(snapshot, thing.vessel, motion.time);
    case 'network': {
      const trip = snapshot.pools[thing.pool]?.roundTripSeconds ?? 0;
      return { title: `Network to ${nameOf(thing.pool)}`, lines: [`${seconds(trip)} there and back`] };
    }
    case 'router': {
      const entries = snapshot.pools.filter(takesPrompts);
      const places = entries.reduce((sum, pool) => sum + pool.instances, 0);
      return {
        title: 'Router',
        lines: [
          `Sends each request to one of ${places === 1 ? '1 instance' : `${count(places)} instances`}`,
          ...(entries.length > 1 ? [`in ${count(entries.length)} pools`] : []),
          ...(now.rejected > 0 ? [`${count(now.rejected)} turned away so far`] : []),
        ],
      };
    }
    case 'queue': {
      const waits = now.queues[thing.pool]?.count ?? 0;
      const most = Math.round(mostOf(snapshot.pools[thing.pool]?.waiting ?? []));
      return {
        title: 'Queue',
        lines: [
          `${count(waits)} requests wait for ${nameOf(thing.pool)}`,
          ...(most > 0 ? [`At most ${count(most)} in this run`] : []),
        ],
      };
    }
  }
}

function instances(pool: PoolSeries | undefined): string {
  const n = pool?.instances ?? 0;
  return n === 1 ? '1 instance' : `${count(n)} instances`;
}

function tierLine(words: string, pool: PoolSeries | undefined): string {
  return pool ? `${words} ${TIER_LABELS[tierOf(pool.tier)]} of ${pool.chipName}` : words;
}

/** Shares of time are means over a stretch of the run, the one that the moment lies in the middle of. */
export function around({ pools, durationSeconds }: Snapshot): string {
  const buckets = pools[0]?.buckets ?? 0;
  return buckets > 0 ? ` in the ${seconds(durationSeconds / buckets)} around now` : '';
}

function poolLines(pool: PoolSeries, state: PoolNow, around: string): string[] {
  return [
    `In a step ${percent(state.busyShare)} of the time${around}`,
    ...(state.boundBy ? [boundLine(state.boundBy)] : []),
    `${count(state.running)} running, ${count(state.waiting)} waiting`,
    `${instances(pool)} of ${count(workingChips(pool) / Math.max(1, pool.instances))} chips${leftOver(pool)}`,
    ...memoryFacts(pool, state).lines,
  ];
}

function leftOver({ idleChips }: PoolSeries): string {
  return idleChips > 0 ? `, ${count(idleChips)} left over` : '';
}

function memoryFacts(pool: PoolSeries, state: PoolNow): Facts {
  const { kvBytes: kv, keptBytes: kept } = state;
  const free = Math.max(0, pool.capacityBytes - pool.weightBytes - kv - kept);
  return {
    title: `${TIER_LABELS[tierOf(pool.tier)]} of ${count(workingChips(pool))} × ${pool.chipName}`,
    lines: [
      `Weights ${bytes(pool.weightBytes)}, KV ${bytes(kv)}`,
      ...(kept > 0 ? [`Kept for later turns ${bytes(kept)}`] : []),
      `Free ${bytes(free)} of ${bytes(pool.capacityBytes)}`,
    ],
  };
}

function severalModels({ pools }: Snapshot): boolean {
  return pools.some(({ model }) => model !== pools[0]?.model);
}

function boundLine(boundBy: BoundBy): string {
  return `Now bound by ${boundBy}`;
}

function chipFacts(pool: PoolSeries, state: PoolNow, chip: number, around: string): Facts {
  const { batch, kvBytes } = chipNow(pool, state, chip);
  const share = state.groups[groupOfChip(pool, chip)] ?? 0;
  const title = `Chip ${count(chip + 1)} of ${count(pool.chips)}: ${pool.chipName}`;
  const working = workingChips(pool);
  if (chip >= working) return { title, lines: ['Left over by the layout: paid for and idle'] };
  return {
    title,
    lines: [
      `In a step ${percent(share)} of the time${around}`,
      ...(state.boundBy && share > 0 ? [boundLine(state.boundBy)] : []),
      ...(pool.owner === null ? [`Batch of its instance: ${count(batch)} requests`] : []),
      `KV on it ${bytes(kvBytes)}, weights ${bytes(pool.weightBytes / working)}`,
      `${TIER_LABELS[tierOf(pool.tier)]} ${bytes(pool.capacityBytes / working)}`,
    ],
  };
}

function vesselFacts({ tiers, durationSeconds }: Snapshot, vessel: number, time: number): Facts | null {
  const tier = tiers[vessel];
  if (!tier) return null;
  const held = levelAt(tier.heldBytes, durationSeconds, time);
  const read = seriesAt(tier.readRate, durationSeconds, time);
  return {
    title: `KV in ${tierName(tier)}, behind the device`,
    lines: [
      `Holds ${bytes(held)} of ${bytes(tier.capacityBytes)}${tier.stores > 1 ? ` in ${count(tier.stores)} stores` : ''}`,
      `Read at ${bytes(read)}/s, at most ${bytes(tier.readBytesPerSecond)}/s`,
      `${seconds(tier.latencySeconds)} latency`,
    ],
  };
}

/** Where the KV of a prompt came from; nothing where none is kept. */
function partLines(snapshot: Snapshot, id: number): string[] {
  const parts = promptParts(snapshot, id);
  if (!parts) return [];
  const fetched = parts.tiers.flatMap((n, t) =>
    n > 0 ? `${tokens(n)} fetched from ${tierName(snapshot.tiers[t]!)}` : [],
  );
  const found = parts.device > 0 ? [`${tokens(parts.device)} found on the device`] : [];
  return [...found, ...fetched, `${tokens(parts.computed)} computed`];
}

/** The milestones of a request, each with the time since the one before. */
function requestLines(snapshot: Snapshot, id: number): string[] {
  const { requests } = snapshot;
  if (requests.rejected?.[id]) return [`Arrived at ${seconds(requests.arrival[id]!)}`, 'Turned away'];
  const at = (name: 'arrival' | 'prefillStart' | 'firstToken' | 'decodeReady' | 'decodeStart' | 'end') =>
    requests[name][id]!;
  const leaves = leavesAt(requests, id);
  const steps: [string, number, number][] = [
    ['Waited', at('arrival'), at('prefillStart')],
    [`Read ${tokens(requests.promptTokens[id]!)} prompt tokens in`, at('prefillStart'), at('firstToken')],
    ['Waited for room to decode', at('firstToken'), leaves],
    ['KV moved in', leaves, at('decodeReady')],
    ['Waited for the batch', at('decodeReady'), at('decodeStart')],
    [`Wrote ${tokens(requests.outputTokens[id]!)} tokens in`, at('decodeStart'), at('end')],
  ];
  const lines = steps
    .filter(([, from, to], i) => to > from && to < Infinity && (i !== 3 || snapshot.link !== null))
    .map(([words, from, to]) => `${words} ${seconds(to - from)}`);
  return [
    `Arrived at ${seconds(at('arrival'))}`,
    ...lines,
    ...partLines(snapshot, id),
    `Streams at ${tokensPerSecond(streamRate(requests, id))}`,
  ];
}
