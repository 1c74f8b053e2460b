import type { Seconds } from '../../units/units';
import type { Requests } from '../workload/requests';

/** Per-request state as columns; NaN marks a milestone not yet reached. */
export class RequestState {
  readonly count: number;
  /** The row of the workload that each request is: its own number unless only the run knows their order. */
  readonly identity: Uint32Array;
  readonly arrival: Float64Array;
  readonly prompt: Int32Array;
  readonly output: Int32Array;
  /** When it was in the queue of the instance it was sent to: the front end and the network lie behind it. */
  readonly reached: Float64Array;
  readonly prefillStart: Float64Array;
  readonly firstToken: Float64Array;
  readonly decodeReady: Float64Array;
  readonly decodeStart: Float64Array;
  readonly end: Float64Array;
  readonly prefillInstance: Int32Array;
  readonly decodeInstance: Int32Array;
  readonly decodeLane: Int32Array;
  /** Tokens this pass must compute before it decodes: the prompt, after a preemption also what was generated. */
  readonly target: Int32Array;
  /** Tokens of `target` computed so far. */
  readonly computed: Int32Array;
  /** Output tokens delivered so far, valid while the request is not in a batch. */
  readonly delivered: Int32Array;
  /** context = base + step of its lane, while in a batch. */
  readonly base: Float64Array;
  /** KV flows still under way; 1 is added while the prompt is being computed. */
  readonly flows: Int32Array;
  /** Tokens whose KV has begun to flow to the decode pool. */
  readonly sent: Int32Array;
  /** 1 when decode memory is held for it. */
  readonly hasRoom: Uint8Array;
  /** When it found the room that it waited for in the decode pool, its prompt done; Infinity until then, NaN where it did not wait. */
  readonly roomAt: Float64Array;
  readonly next: Int32Array;
  /** The pool its answer is to be decoded in, where prompts are handed over; -1 before that is known. */
  readonly decodePool: Int32Array;
  /** Why it was turned away (`rejection.ts`); 0 where it was not. */
  readonly rejection: Uint8Array;
  /** When the last token came, while the request is in no batch. */
  readonly lastToken: Float64Array;
  /** Its share of the work, in chip-seconds at full TDP, bytes read and chip-seconds; sums to the pools'. */
  readonly tdpSeconds: Float64Array;
  readonly bytes: Float64Array;
  readonly chipSeconds: Float64Array;
  /** What other pools did in its pool's steps; NaN where a chip's power, or price, is unknown. */
  readonly elsewhereJoules: Float64Array;
  readonly elsewhereUsd: Float64Array;
  /** Decode time spent waiting for the prompts of others in the same iterations. */
  readonly stallSeconds: Float64Array;
  /** Before the first token: time in which nothing but a fetch from the tiers was waited for. */
  readonly fetchSeconds: Float64Array;

  private readonly source: Requests;

  constructor(requests: Requests) {
    this.source = requests;
    const n = requests.count;
    this.count = n;
    // A closed loop fills in arrivals as it goes, sessions everything, so these may not be the caller's.
    const { unordered = false, users } = requests;
    this.identity = new Uint32Array(n);
    for (let i = 0; i < n; i++) this.identity[i] = i;
    this.arrival = requests.arrival;
    this.prompt = requests.promptTokens;
    this.output = requests.outputTokens;
    if (users !== undefined || unordered) this.arrival = requests.arrival.slice();
    if (unordered) {
      this.arrival.fill(NaN);
      this.prompt = new Int32Array(n);
      this.output = new Int32Array(n);
    }
    this.reached = new Float64Array(n).fill(NaN);
    this.prefillStart = new Float64Array(n).fill(NaN);
    this.firstToken = new Float64Array(n).fill(NaN);
    this.decodeReady = new Float64Array(n).fill(NaN);
    this.decodeStart = new Float64Array(n).fill(NaN);
    this.end = new Float64Array(n).fill(NaN);
    this.prefillInstance = new Int32Array(n).fill(-1);
    this.decodeInstance = new Int32Array(n).fill(-1);
    this.decodeLane = new Int32Array(n).fill(-1);
    this.target = Int32Array.from(this.prompt);
    this.computed = new Int32Array(n);
    this.delivered = new Int32Array(n);
    this.base = new Float64Array(n);
    this.flows = new Int32Array(n);
    this.sent = new Int32Array(n);
    this.hasRoom = new Uint8Array(n);
    this.roomAt = new Float64Array(n).fill(NaN);
    this.next = new Int32Array(n).fill(-1);
    this.decodePool = new Int32Array(n).fill(-1);
    this.rejection = new Uint8Array(n);
    this.lastToken = new Float64Array(n);
    this.tdpSeconds = new Float64Array(n);
    this.bytes = new Float64Array(n);
    this.chipSeconds = new Float64Array(n);
    this.elsewhereJoules = new Float64Array(n);
    this.elsewhereUsd = new Float64Array(n);
    this.stallSeconds = new Float64Array(n);
    this.fetchSeconds = new Float64Array(n);
  }

  /** When its KV may leave for the decode pool: with its first token, or when there was room for it. */
  leavesAt(request: number): Seconds {
    const room = this.roomAt[request]!;
    return Number.isNaN(room) ? this.firstToken[request]! : room;
  }

  /** A request takes the row `row` of its workload; see `Requests.unordered`. */
  become(request: number, row: number, arrival: Seconds): void {
    this.identity[request] = row;
    this.arrival[request] = arrival;
    this.prompt[request] = this.source.promptTokens[row]!;
    this.output[request] = this.source.outputTokens[row]!;
    this.target[request] = this.prompt[request]!;
  }
}
