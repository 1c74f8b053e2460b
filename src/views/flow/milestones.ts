import type { Seconds } from '../../units/units';
import { countUpTo, forEachActive, type SideIndex } from './side-index';
import { wasServed } from './request-state';

/** The things that happen to a request, in the words the page uses. */
export type MilestoneKind =
  'rejected' | 'arrival' | 'prefillStart' | 'firstToken' | 'decodeReady' | 'decodeStart' | 'end';

export interface Milestone {
  time: Seconds;
  /** Index into the sides given. */
  side: number;
  request: number;
  kind: MilestoneKind;
}

const KINDS = ['arrival', 'prefillStart', 'firstToken', 'decodeReady', 'decodeStart', 'end'] as const;

const WORDS: Record<MilestoneKind, string> = {
  rejected: 'is turned away',
  arrival: 'arrives',
  prefillStart: 'is being read',
  firstToken: 'gives its first token',
  decodeReady: 'has its KV at the decode pool',
  decodeStart: 'starts to decode',
  end: 'is finished',
};

/** A sentence without its stop. Both sides have the same arrivals, so an arrival belongs to neither. */
export function milestoneText({ side, request, kind }: Milestone): string {
  const where = kind === 'arrival' ? 'Request' : `${'AB'[side] ?? ''}: request`;
  return `${where} #${request + 1} ${WORDS[kind]}`;
}

/** The next thing to happen after `t` on any side, or null at the end. Looks only at requests in flight. */
export function nextMilestone(sides: readonly (SideIndex | null)[], t: Seconds): Milestone | null {
  let best: Milestone | null = null;
  sides.forEach((index, side) => {
    if (!index) return;
    const { requests } = index.snapshot;
    const consider = (request: number) => {
      for (const kind of KINDS) {
        const time = requests[kind][request]!;
        if (time > t && (!best || time < best.time)) best = { time, side, request, kind };
      }
    };
    forEachActive(index, t, consider);
    let coming = countUpTo(requests.arrival, t);
    while (coming < requests.count && !wasServed(requests, coming)) coming++;
    if (coming < requests.count) consider(coming);
    const turnedAway = countUpTo(index.rejectedTimes, t);
    const time = index.rejectedTimes[turnedAway];
    if (time !== undefined && (!best || time < best.time))
      best = { time, side, request: index.rejectedIds[turnedAway]!, kind: 'rejected' };
  });
  return best;
}
