import { count, counted, percent, seconds, trimmed } from '../../../units/format';
import type { Seconds } from '../../../units/units';
import { rowName } from './draw-batches';
import { SPAN_NAMES, stallShare } from './request-spans';
import { countsAt, type SpanFacts } from './span-facts';
import type { Hit } from './timeline-hit';
import type { TimelineSide } from './timeline-layout';

/** What is under the pointer, in words; null on bare ground. */
export function hitWords({ request, row, time, side }: Hit, sides: readonly TimelineSide[]): string | null {
  const { letter, snapshot } = sides[side] ?? {};
  if (!snapshot || letter === undefined) return null;
  if (request) {
    const lost = request.kind === 'decode' ? stallShare(snapshot.requests, request.id) : 0;
    const stalled = lost > 0 ? `, ${percent(lost)} of it stalled` : '';
    return `${letter} #${count(request.id + 1)}: ${SPAN_NAMES[request.kind]} ${seconds(request.to - request.from)}${stalled}`;
  }
  const pool = row && snapshot.pools[row.pool];
  if (!pool) return null;
  if (row.busy) return `${letter} ${rowName(pool, row, false)}`;
  const { requests } = snapshot;
  let [prompts, decodes] = [0, 0];
  const instances = snapshot.pools.slice(0, row.pool).reduce((sum, p) => sum + p.instances, 0);
  const lanes = snapshot.pools
    .slice(0, row.pool)
    .reduce((sum, p) => sum + p.instances * p.lanesPerInstance, 0);
  const within = (unit: number, before: number) =>
    unit >= before + row.first && unit < before + row.first + row.count;
  for (let id = 0; id < requests.count && requests.arrival[id]! <= time; id++) {
    const place =
      row.of === 'lane'
        ? within(requests.decodeLane[id]!, lanes)
        : within(requests.decodeInstance[id]!, instances);
    if (place && time >= requests.decodeStart[id]! && !(time >= requests.end[id]!)) decodes++;
    if (
      within(requests.prefillInstance[id]!, instances) &&
      time >= requests.prefillStart[id]! &&
      !(time >= requests.firstToken[id]!)
    )
      prompts++;
  }
  const parts = [row.prompts && counted(prompts, 'prompt'), row.decodes && `${count(decodes)} decoding`];
  return `${letter} ${rowName(pool, row, false)}: ${parts.filter((part) => part !== null).join(', ')}`;
}

/** Both sides at one moment, in their order. */
export function momentWords(
  sides: readonly TimelineSide[],
  time: Seconds,
): { letter: string; text: string }[] {
  return sides.flatMap(({ letter, snapshot }) => {
    if (!snapshot) return [];
    const { queue, prefill, transfer, wait, decode } = countsAt(snapshot, time);
    const waiting = queue + wait;
    const rest = [
      waiting > 0 && `${count(waiting)} waiting`,
      transfer > 0 && `${count(transfer)} handed over`,
    ];
    const text = [`${count(prefill)} prefill`, `${count(decode)} decode`, ...rest].filter(Boolean).join(', ');
    return [{ letter, text }];
  });
}

/** What ran in a span, in a sentence. */
export function factsWords({ arrived, finished, outputTokens, at }: SpanFacts): string {
  const working = `${trimmed(at.prefill)} prompts and ${trimmed(at.decode)} answers under way on average`;
  return `${count(arrived)} arrived, ${count(finished)} finished, ${counted(outputTokens, 'answer token')}; ${working}`;
}
