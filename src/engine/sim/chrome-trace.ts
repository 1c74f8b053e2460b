import { PHASES, REASONS } from './ledger';
import type { SimState } from './state';

/** What stands before the events of a file, and behind them; they are parted by commas. */
export const TRACE_HEAD = '{"displayTimeUnit":"ms","traceEvents":[';
export const TRACE_END = ']}';

/**
 * A run in the Chrome trace format, which Perfetto opens: per side a process of requests (queue, prefill,
 * hand-off, decode of each) and a process of lanes (iterations with prompts as slices, batch size as a counter).
 * Times are microseconds. Events come one by one, so that a large run never becomes one string.
 */
export function* traceEvents(side: 'a' | 'b', sim: SimState): Generator<string> {
  const requestsPid = side === 'a' ? 1 : 3;
  const lanesPid = requestsPid + 1;
  const name = side.toUpperCase();
  yield meta('process_name', requestsPid, 0, `${name} requests`);
  yield meta('process_name', lanesPid, 0, `${name} lanes`);
  for (const lane of sim.lanes) {
    const { input } = lane.instance.pool.plan;
    yield meta(
      'thread_name',
      lanesPid,
      lane.id,
      `${lane.instance.pool.name} ${input.chip.id} instance ${String(lane.instance.id)} lane ${String(lane.id)}`,
    );
  }
  yield* requestSlices(requestsPid, sim);
  yield* laneSlices(lanesPid, sim);
}

function* requestSlices(pid: number, sim: SimState): Generator<string> {
  const r = sim.requests;
  for (let i = 0; i < r.count; i++) {
    if (Number.isNaN(r.end[i]!)) continue;
    const parts: [string, number, number][] = [
      ['queue', r.arrival[i]!, r.prefillStart[i]!],
      ['prefill', r.prefillStart[i]!, r.firstToken[i]!],
    ];
    if (!Number.isNaN(r.decodeStart[i]!)) {
      const leaves = r.leavesAt(i);
      parts.push(['wait for room', r.firstToken[i]!, leaves]);
      parts.push(['hand-off', leaves, r.decodeReady[i]!]);
      parts.push(['wait for a step', r.decodeReady[i]!, r.decodeStart[i]!]);
      parts.push(['decode', r.decodeStart[i]!, r.end[i]!]);
    }
    for (const [part, from, to] of parts) {
      if (to > from) {
        yield slice(part, pid, i, from, to, { prompt: r.prompt[i]!, output: r.output[i]! });
      }
    }
  }
}

function* laneSlices(pid: number, sim: SimState): Generator<string> {
  const { ledger } = sim;
  if (ledger === null) throw new Error('this run kept no ledger');
  /** Batch changes per lane: +1 at the start of a decode segment, -1 at its end. */
  const changes: { lane: number; at: number; by: number }[] = [];
  for (let i = 0; i < ledger.length; i++) {
    const lane = ledger.lane.at(i);
    const phase = PHASES[ledger.phase.at(i)]!;
    if (phase === 'decode') {
      changes.push({ lane, at: ledger.start.at(i), by: 1 }, { lane, at: ledger.end.at(i), by: -1 });
      continue;
    }
    yield slice(phase, pid, lane, ledger.start.at(i), ledger.end.at(i), {
      request: ledger.request.at(i),
      tokens: ledger.lastToken.at(i) - ledger.firstToken.at(i) + 1,
      reason: REASONS[ledger.reason.at(i)]!,
    });
  }
  changes.sort((x, y) => x.at - y.at || x.lane - y.lane || y.by - x.by);
  const batch = new Map<number, number>();
  for (const { lane, at, by } of changes) {
    const now = (batch.get(lane) ?? 0) + by;
    batch.set(lane, now);
    yield JSON.stringify({
      name: `batch of lane ${String(lane)}`,
      ph: 'C',
      pid,
      tid: lane,
      ts: at * 1e6,
      args: { sequences: now },
    });
  }
}

function slice(name: string, pid: number, tid: number, from: number, to: number, args: object): string {
  return JSON.stringify({ name, ph: 'X', pid, tid, ts: from * 1e6, dur: (to - from) * 1e6, args });
}

function meta(what: string, pid: number, tid: number, name: string): string {
  return JSON.stringify({ name: what, ph: 'M', pid, tid, args: { name } });
}
