import type { Seconds } from '../../units/units';
import type { BlockRows } from '../memory/block-rows';
import { HUMAN, type SessionRequests } from '../workload/session-workload';
import type { Arrivals } from './arrivals';
import { EventHeap } from './event-heap';
import type { RequestState } from './request-state';

/**
 * Turns of sessions. Each comes by the clock or a pause after the answer before it, so only the run knows their order;
 * a turn becomes a request, with the next number, when it comes.
 */
export class TurnArrivals implements Arrivals {
  readonly span: Seconds;
  readonly rows: BlockRows;
  readonly kinds: Uint8Array;
  private readonly turns: SessionRequests;
  private readonly requests: RequestState;
  /** Turns that the clock brings, in order, and how many of them have come. */
  private readonly byClock: Int32Array;
  private came = 0;
  /** When the next of those comes. */
  private clock: Seconds = Infinity;
  /** Later turns whose time is known. */
  private readonly due: EventHeap;
  private count = 0;

  constructor(turns: SessionRequests, requests: RequestState) {
    this.turns = turns;
    this.requests = requests;
    let known = 0;
    const byClock = new Int32Array(turns.count);
    for (let turn = 0; turn < turns.count; turn++) if (turns.arrival[turn]! >= 0) byClock[known++] = turn;
    this.byClock = byClock.subarray(0, known);
    this.due = new EventHeap(Math.max(64, turns.count));
    const last = this.byClock.at(-1);
    this.span = last === undefined ? 0 : turns.arrival[last]!;
    this.rows = {
      ...turns.rows,
      starts: new Int32Array(turns.count),
      counts: new Int32Array(turns.count),
    };
    this.kinds = new Uint8Array(turns.count);
    this.setClock();
  }

  peek(): Seconds {
    return Math.min(this.clock, this.due.peekTime());
  }

  take(): number {
    const time = this.peek();
    const byClock = this.clock <= this.due.peekTime();
    const turn = byClock ? this.byClock[this.came++]! : this.due.peekId();
    if (byClock) this.setClock();
    else this.due.pop();
    const request = this.count++;
    const { turns, rows, requests } = this;
    requests.become(request, turn, time);
    rows.starts[request] = turns.rows.starts[turn]!;
    rows.counts[request] = turns.rows.counts[turn]!;
    // Nobody knows of a last turn that it was the last.
    const next = turns.next[turn]!;
    this.kinds[request] = next < 0 ? HUMAN : turns.startedBy[next]!;
    return request;
  }

  settled(request: number, now: Seconds): void {
    const { turns, requests } = this;
    const next = turns.next[requests.identity[request]!]!;
    if (next >= 0) this.due.push(now + turns.gapSeconds[next]!, 0, next);
  }

  private setClock(): void {
    const { byClock, came, turns } = this;
    this.clock = came < byClock.length ? turns.arrival[byClock[came]!]! : Infinity;
  }
}
