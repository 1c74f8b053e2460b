import type { Snapshot } from '../../../engine/result';
import type { Seconds, Tokens } from '../../../units/units';
import { stageAt, tokensAt, type Stage } from '../../flow/request-state';
import { forEachActive, indexOf } from '../../flow/side-index';
import { bordersOf, emptyBorders, SPANS, wasTaken, type SpanKind } from './request-spans';
import type { TimeWindow } from './time-window';

/** What ran in a span of time on one side. */
export interface SpanFacts {
  seconds: Seconds;
  arrived: number;
  finished: number;
  /** Answer tokens that came out. */
  outputTokens: Tokens;
  /** Requests at once in each phase, on average over the span. */
  at: Record<SpanKind, number>;
}

export function factsIn(snapshot: Snapshot, { from, to }: TimeWindow): SpanFacts {
  const { requests, durationSeconds } = snapshot;
  const at = none();
  const facts: SpanFacts = { seconds: to - from, arrived: 0, finished: 0, outputTokens: 0, at };
  const borders = emptyBorders();
  for (let id = 0; id < requests.count && requests.arrival[id]! <= to; id++) {
    if (requests.arrival[id]! >= from) facts.arrived++;
    if (!wasTaken(requests, id)) continue;
    bordersOf(requests, id, durationSeconds, borders);
    if (borders[SPANS.length]! < from) continue;
    const end = requests.end[id]!;
    if (end >= from && end <= to) facts.finished++;
    facts.outputTokens += tokensAt(requests, id, to) - tokensAt(requests, id, from);
    SPANS.forEach((kind, k) => {
      const overlap = Math.min(to, borders[k + 1]!) - Math.max(from, borders[k]!);
      if (overlap > 0 && to > from) at[kind] += overlap / (to - from);
    });
  }
  return facts;
}

const KIND_OF: Partial<Record<Stage, SpanKind>> = {
  queued: 'queue',
  prefill: 'prefill',
  blocked: 'room',
  transfer: 'transfer',
  held: 'wait',
  decode: 'decode',
};

/** How many requests are in each phase at one moment. */
export function countsAt(snapshot: Snapshot, time: Seconds): Record<SpanKind, number> {
  const counts = none();
  forEachActive(indexOf(snapshot), time, (id) => {
    const kind = KIND_OF[stageAt(snapshot.requests, id, time)];
    if (kind) counts[kind]++;
  });
  return counts;
}

function none(): Record<SpanKind, number> {
  return { queue: 0, prefill: 0, room: 0, transfer: 0, wait: 0, decode: 0 };
}
