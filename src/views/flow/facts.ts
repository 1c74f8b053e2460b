import type { PoolSeries, Snapshot } from '../../engine/result';
import { bytes, count, counted, percent, rate, seconds, tokens } from '../../units/format';
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
import { partLines, requestLines } from './request-facts';
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
        lines: requestLines(snapshot, thing.request, motion.time),
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
          `KV of ${counted(now.moving.filter(crosses).length, 'request')} on its way`,
          ...(waiting > 0 ? [`${counted(waiting, 'request')} waiting for room there`] : []),
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
          places === 1
            ? 'Sends every request to the one instance there is'
            : `Sends each request to one of ${counted(places, 'instance')}`,
          ...(entries.length > 1 ? [`in ${counted(entries.length, 'pool')}`] : []),
          ...(now.rejected > 0 ? [`${count(now.rejected)} turned away so far`] : []),
        ],
      };
    }
    case 'others':
      return {
        title: `Answers on ${letter} that have no lines of their own`,
        lines: [
          `${counted(now.othersCount, 'answer')} under way: a column each, filled as far as it is written`,
          `${count(now.finished)} finished`,
        ],
      };
    case 'counter':
      return {
        title: `What users of ${letter} see`,
        lines: [
          now.streamRate === null
            ? 'No answer streams yet'
            : now.decoding.length > 0
              ? `${rate(now.streamRate)} tokens/s each, the mean of ${counted(now.decoding.length, 'answer')} under way`
              : `${rate(now.streamRate)} tokens/s in the answer that was finished last`,
          ...(now.blocked.length > 0
            ? [`${counted(now.blocked.length, 'user')} waiting for room counted as 0`]
            : []),
          `${counted(now.delivered, 'token')} delivered since the first arrival`,
        ],
      };
    case 'queue': {
      const waits = now.queues[thing.pool]?.count ?? 0;
      const most = Math.round(mostOf(snapshot.pools[thing.pool]?.waiting ?? []));
      return {
        title: 'Queue',
        lines: [
          `${counted(waits, 'request')} waiting for ${nameOf(thing.pool)}`,
          ...(most > 0 ? [`At most ${count(most)} in this run`] : []),
        ],
      };
    }
  }
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
    ...boundLines(state, pool),
    // What a companion does is part of its pool's steps.
    ...(pool.owner === null ? [`${count(state.running)} running, ${count(state.waiting)} waiting`] : []),
    `${counted(pool.instances, 'instance')} of ${counted(workingChips(pool) / Math.max(1, pool.instances), 'chip')}${leftOver(pool)}`,
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

/** Between two steps nothing is bound by anything: then it is of those around. */
function boundLines({ boundBy, running }: PoolNow, pool: PoolSeries): string[] {
  if (boundBy === null) return [];
  return [`${running > 0 || pool.owner !== null ? 'Now bound' : 'Steps around now: bound'} by ${boundBy}`];
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
      ...(share > 0 ? boundLines(state, pool) : []),
      ...(pool.owner === null ? [`Batch of its instance: ${counted(batch, 'request')}`] : []),
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
      `Holds ${bytes(held)} of ${bytes(tier.capacityBytes)}${tier.stores > 1 ? ` in ${counted(tier.stores, 'store')}` : ''}`,
      `Read at ${bytes(read)}/s, at most ${bytes(tier.readBytesPerSecond)}/s`,
      `${seconds(tier.latencySeconds)} latency`,
    ],
  };
}
