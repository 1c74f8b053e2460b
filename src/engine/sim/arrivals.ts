import type { Seconds } from '../../units/units';
import type { BlockRows } from '../memory/block-rows';
import type { Requests } from '../workload/requests';
import type { RequestState } from './request-state';

/** Where the requests of a run come from. Their numbers are in order of arrival. */
export interface Arrivals {
  /** When the last of those comes that the clock brings. */
  readonly span: Seconds;
  /** Named blocks and what each request's session waits for after it, by request; null where nothing is named. */
  readonly rows: BlockRows | null;
  readonly kinds: Uint8Array | null;
  /** When the next request comes; Infinity when none is known to. */
  peek(): Seconds;
  /** Lets it come: what was not known of it is filled in. Returns its number. */
  take(): number;
  /** A request was answered or turned away, which may bring another. */
  settled(request: number, now: Seconds): void;
}

/** Requests by the clock, and those of a closed loop, in which each answer brings the next. */
export class ClockArrivals implements Arrivals {
  readonly span: Seconds;
  readonly rows = null;
  readonly kinds = null;
  private readonly requests: RequestState;
  private next = 0;
  /** Requests whose arrival is known. */
  private known: number;

  constructor({ users, count }: Requests, requests: RequestState) {
    this.requests = requests;
    this.known = Math.min(users ?? count, count);
    this.span = this.known > 0 ? requests.arrival[this.known - 1]! : 0;
  }

  peek(): Seconds {
    return this.next < this.known ? this.requests.arrival[this.next]! : Infinity;
  }

  take(): number {
    return this.next++;
  }

  settled(_: number, now: Seconds): void {
    if (this.known < this.requests.count) this.requests.arrival[this.known++] = now;
  }
}
