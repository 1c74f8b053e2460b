import type { SideReport, Snapshot } from '../../engine/result';
import type { Decision } from '../../engine/routing/route';
import type { Receipt, ReceiptLine } from '../../engine/sim/receipt';
import { bytes, count, seconds, significant } from '../../units/format';
import type { Seconds } from '../../units/units';
import { poolName } from '../answer/part-names';
import { instanceName } from './instance-name';
import { tierName } from './receipt-words';
import { tokenSpan } from './segments';

/** Something that happened to a request. Times count from the start of the run. */
export interface RequestEvent {
  time: Seconds;
  what: string;
  /** Why, or how long it took. */
  detail: string;
}

type Pools = SideReport['pools'];

/** Everything that is known to have happened to a request, in order: from its receipt and its run's milestones. */
export function requestEvents(receipt: Receipt, pools: Pools, snapshot: Snapshot | null): RequestEvent[] {
  const events = [
    arrival(receipt),
    ...receipt.decisions.map((decision) => routed(decision, pools)),
    ...milestones(receipt, snapshot),
    ...receipt.lines.flatMap((line) => ofLine(line, receipt, pools)),
    ...finish(receipt, snapshot),
  ];
  // Sorting keeps the order of what happens at one moment: causes are listed before what follows.
  return events.sort((p, q) => p.time - q.time);
}

function arrival({ arrivalSeconds, promptTokens, outputTokens }: Receipt): RequestEvent {
  const detail = `${count(promptTokens)} prompt tokens; it will get ${count(outputTokens)} of answer`;
  return { time: arrivalSeconds, what: 'Arrived', detail };
}

function routed(decision: Decision, pools: Pools): RequestEvent {
  const { time, pool, label, why, candidates, chosen, forced, rejected } = decision;
  if (rejected !== null) return { time, what: 'Turned away', detail: rejected };
  const what = `Sent to ${instanceName(pools, chosen)} of ${poolName(pool).toLowerCase()}`;
  if (candidates.length === 1) return { time, what, detail: 'the pool has one instance' };
  if (forced) return { time, what, detail: 'by hand' };
  const because = why === null ? '' : `: ${why}`;
  return { time, what, detail: `by the rule “${label}”, of ${count(candidates.length)}${because}` };
}

function ofLine(line: ReceiptLine, receipt: Receipt, pools: Pools): RequestEvent[] {
  const { startSeconds: time, endSeconds, firstToken, lastToken } = line;
  const took = seconds(endSeconds - time);
  const span = tokenSpan(firstToken, lastToken, receipt);
  const where = instanceName(pools, line.instance);
  switch (line.phase) {
    case 'prefill':
      return [{ time, what: `Computing ${span}`, detail: `${took} on ${where}` }];
    case 'recompute':
      return [{ time, what: `Computing ${span} again`, detail: `${took} on ${where}; ${line.reason}` }];
    case 'reuse':
      return [{ time, what: `Found ${span}`, detail: line.reason }];
    case 'fetch':
      return [
        {
          time,
          what: `Fetched ${span}`,
          detail: `from ${tierName(line)}, ${bytes(line.bytes)}; ${line.reason}`,
        },
      ];
    case 'decode':
      return decoded(line, receipt, span, where);
  }
}

function decoded(line: ReceiptLine, receipt: Receipt, span: string, where: string): RequestEvent[] {
  const { startSeconds: time, endSeconds, lastToken, batch, stallSeconds } = line;
  // The token that comes out of computing again has no step of its own.
  if (!(endSeconds > time)) return [{ time, what: `Got ${span}`, detail: line.reason }];
  const beside = batch === null ? '' : ` of ${significant(batch, 2)} on average`;
  const stalls = stallSeconds > 0 ? `, of which ${seconds(stallSeconds)} stalled by other prompts` : '';
  const joined = {
    time,
    what: `Joined the batch on ${where}`,
    detail: `${span}; a batch${beside}; ${seconds(endSeconds - time)}${stalls}`,
  };
  const unfinished = lastToken < receipt.promptTokens + receipt.outputTokens - 1;
  if (!unfinished) return [joined];
  const detail = 'KV memory ran out; what it had is to be computed again';
  return [joined, { time: endSeconds, what: 'Preempted', detail }];
}

/** What no segment says: the first token and the hand-off. */
function milestones(
  { request, arrivalSeconds, outputTokens }: Receipt,
  snapshot: Snapshot | null,
): RequestEvent[] {
  if (!snapshot || !(request < snapshot.requests.count)) return [];
  const { firstToken, roomAt, decodeReady, prefillInstance, decodeInstance } = snapshot.requests;
  const [first, ready] = [firstToken[request]!, decodeReady[request]!];
  if (Number.isNaN(first)) return [];
  const events = [
    { time: first, what: 'First token', detail: `${seconds(first - arrivalSeconds)} after its arrival` },
  ];
  const handedOver = prefillInstance[request] !== decodeInstance[request] && outputTokens > 1;
  if (!handedOver || Number.isNaN(ready)) return events;
  const room = roomAt?.[request] ?? NaN;
  if (Number.isFinite(room))
    events.push({
      time: room,
      what: 'Found room in the decode pool',
      detail: `${seconds(room - first)} after the first token`,
    });
  const since = Number.isFinite(room)
    ? `${seconds(ready - room)} later`
    : `${seconds(ready - first)} after the first token`;
  return [...events, { time: ready, what: 'KV is at the decode pool', detail: since }];
}

function finish({ request, waterfall, outputTokens }: Receipt, snapshot: Snapshot | null): RequestEvent[] {
  const end = snapshot?.requests.end[request] ?? NaN;
  if (waterfall === null || Number.isNaN(end)) return [];
  const detail = `all ${count(outputTokens)} tokens, ${seconds(waterfall.e2e_s)} after its arrival`;
  return [{ time: end, what: 'Finished', detail }];
}
