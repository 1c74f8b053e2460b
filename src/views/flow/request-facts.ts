import type { Snapshot } from '../../engine/result';
import type { Seconds } from '../../units/units';
import { seconds, tokens, tokensPerSecond } from '../../units/format';
import { tierName } from './draw-vessels';
import { promptParts } from './prompt-parts';
import { leavesAt, stageAt, streamRate, type Stage } from './request-state';

/** Where the KV of a prompt came from; nothing where none is kept. */
export function partLines(snapshot: Snapshot, id: number): string[] {
  const parts = promptParts(snapshot, id);
  if (!parts) return [];
  const fetched = parts.tiers.flatMap((n, t) =>
    n > 0 ? `${tokens(n)} fetched from ${tierName(snapshot.tiers[t]!)}` : [],
  );
  const found = parts.device > 0 ? [`${tokens(parts.device)} found on the device`] : [];
  return [...found, ...fetched, `${tokens(parts.computed)} computed`];
}

/** What a request is about at a moment. */
const DOES: Record<Stage, string> = {
  coming: 'coming',
  queued: 'waiting in the queue',
  prefill: 'being read',
  blocked: 'waiting for room to decode',
  transfer: 'its KV on the way',
  held: 'waiting for the batch',
  decode: 'being answered',
  done: 'finished',
};

/** What has happened to a request by a moment, each part with the time it took so far; nothing of what is to come. */
export function requestLines(snapshot: Snapshot, id: number, now: Seconds): string[] {
  const { requests } = snapshot;
  const at = (name: 'arrival' | 'prefillStart' | 'firstToken' | 'decodeReady' | 'decodeStart' | 'end') =>
    requests[name][id]!;
  const arrived = `Arrived at ${seconds(at('arrival'))}`;
  if (requests.rejected?.[id]) return [arrived, 'Turned away'];
  const leaves = leavesAt(requests, id);
  const steps: [string, Seconds, Seconds][] = [
    ['Waited', at('arrival'), at('prefillStart')],
    [`Read ${tokens(requests.promptTokens[id]!)} prompt tokens in`, at('prefillStart'), at('firstToken')],
    ['Waited for room to decode', at('firstToken'), leaves],
    ['KV moved in', leaves, at('decodeReady')],
    ['Waited for the batch', at('decodeReady'), at('decodeStart')],
    [`Wrote ${tokens(requests.outputTokens[id]!)} tokens in`, at('decodeStart'), at('end')],
  ];
  const over = steps
    .filter(([, from, to], i) => to > from && to <= now && (i !== 3 || snapshot.link !== null))
    .map(([words, from, to]) => `${words} ${seconds(to - from)}`);
  const stage = stageAt(requests, id, now);
  const since = steps.findLast(([, from, to]) => from <= now && !(to <= now))?.[1];
  return [
    stage === 'coming' ? `Arrives at ${seconds(at('arrival'))}` : arrived,
    ...over,
    ...(now >= at('prefillStart') ? partLines(snapshot, id) : []),
    ...(since === undefined || stage === 'done'
      ? []
      : [`Now ${DOES[stage]}, for ${seconds(now - since)} so far`]),
    ...(now >= at('decodeStart') ? [`Streams at ${tokensPerSecond(streamRate(requests, id))}`] : []),
  ];
}
