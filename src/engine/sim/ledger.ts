import type { Bytes, Joules, Seconds, Tokens } from '../../units/units';
import type { KvMemory } from '../memory/kv-memory';
import { Column } from './columns';
import type { MeteredLane } from './metered-lane';
import type { RequestState } from './request-state';
import { joulesToMove } from './tier-energy';

const PREFILL = 0;
const DECODE = 1;
export const RECOMPUTE = 2;
const REUSE = 3;
const FETCH = 4;
export const PHASES = ['prefill', 'decode', 'recompute', 'reuse', 'fetch'] as const;

/** A request that was turned away: it has no segments. */
export interface Rejection {
  request: number;
  time: Seconds;
  reason: string;
}

/** Index of the first of the reasons. */
export const ROUTED = 0;
export const REASONS = [
  'computed where the routing policy sent it',
  'decoded where its prompt was computed',
  'handed over while the prompt was computed',
  'handed over in bulk after waiting for decode memory',
  'preempted when KV memory ran out and computed again',
  'decoded after being computed again',
  'found on the device from an earlier request',
  'fetched from a tier behind the device',
] as const;

export const IN_PLACE = -1;
export const SEVERAL = -2;

interface Share {
  tdpSeconds: number;
  bytes: number;
  chipSeconds: number;
  stallSeconds?: number;
  elsewhereJoules?: number;
  elsewhereUsd?: number;
}

/** Blocks from each tier: of all fetches of a request, and of its last. */
interface Moved {
  all: number[];
  own: number[];
}

/**
 * Where every token ran. A segment is a run of a request's tokens with the same phase and place. Token indices
 * count within the request, prompt first, then output; a token belongs to the step that produced it, so the
 * first output token belongs to the last prefill step. Pass 0 covers every token exactly once; what was computed
 * again after a preemption is in passes 1, 2, ….
 */
export class Ledger {
  readonly request = new Column();
  readonly pass = new Column();
  readonly phase = new Column();
  readonly lane = new Column();
  readonly firstToken = new Column();
  readonly lastToken = new Column();
  /** Tier the KV came from: IN_PLACE, SEVERAL, or the index of a tier behind the device. */
  readonly tier = new Column();
  readonly start = new Column();
  readonly end = new Column();
  readonly bytes = new Column();
  readonly tdpSeconds = new Column();
  readonly chipSeconds = new Column();
  /** Part of a decode segment's time lost to other requests' prompts. */
  readonly stallSeconds = new Column();
  /** What other pools did for a decode segment; NaN where a chip's power, or price, is unknown. */
  readonly elsewhereJoules = new Column();
  readonly elsewhereUsd = new Column();
  readonly reason = new Column();
  readonly rejections: Rejection[] = [];
  /** Per request: when it joined its batch, with how many tokens delivered, and the lane's shares then. */
  private readonly joinedAt: Float64Array;
  private readonly deliveredAtJoin: Int32Array;
  private readonly shareAtJoin: Float64Array;
  private readonly bytesAtJoin: Float64Array;
  private readonly chipsAtJoin: Float64Array;
  private readonly stallAtJoin: Float64Array;
  private readonly joulesAtJoin: Float64Array;
  private readonly usdAtJoin: Float64Array;
  private readonly passes: Int32Array;
  /** Tokens of the present pass that are accounted for. */
  private readonly passEnd: Int32Array;
  /** Of the present pass: prompt tokens found on the device, and whether the rest is being fetched. */
  private readonly deviceTokens: Int32Array;
  private readonly waiting: Uint8Array;
  /** Tokens of a request whose KV has been computed at least once. */
  private readonly computedOnce: Int32Array;
  /** The one request whose segments are kept; -1 keeps everybody's. */
  private readonly only: number;

  /** From which places each request's blocks came; whoever keeps KV memory sets it. */
  sources: KvMemory | null = null;
  /** Per request: when its last fetch began, when it was over (NaN: not yet), and what it moved. */
  private readonly fetchBegan: Float64Array;
  private readonly fetchOver: Float64Array;
  private readonly fetchMoved = new Map<number, Moved>();
  /** Rows of fetches that still run. */
  private readonly fetchRows = new Map<number, number[]>();

  constructor(requests: number, only = -1) {
    this.only = only;
    this.joinedAt = new Float64Array(requests);
    this.deliveredAtJoin = new Int32Array(requests);
    this.shareAtJoin = new Float64Array(requests);
    this.bytesAtJoin = new Float64Array(requests);
    this.chipsAtJoin = new Float64Array(requests);
    this.stallAtJoin = new Float64Array(requests);
    this.joulesAtJoin = new Float64Array(requests);
    this.usdAtJoin = new Float64Array(requests);
    this.passes = new Int32Array(requests);
    this.passEnd = new Int32Array(requests);
    this.deviceTokens = new Int32Array(requests);
    this.waiting = new Uint8Array(requests);
    this.fetchBegan = new Float64Array(requests);
    this.fetchOver = new Float64Array(requests);
    this.computedOnce = new Int32Array(requests);
  }

  get length(): number {
    return this.request.length;
  }

  /** A chunk of the iteration that starts now on `lane`. */
  computed(requests: RequestState, lane: MeteredLane, chunk: number, share: Share): void {
    const request = lane.chunkRequest[chunk]!;
    const tokens = lane.chunkNew[chunk]!;
    const first = lane.chunkCached[chunk]!;
    const end = first + tokens;
    const from = lane.iterationStart;
    const to = from + lane.iterationSeconds;
    const known = this.computedOnce[request]!;
    if (first > this.passEnd[request]!) this.found(request, lane, first, known, from);
    this.passEnd[request] = end;
    const again = Math.max(0, Math.min(end, known) - first);
    if (again > 0) {
      const part = portion(share, again / tokens);
      const pass = this.passes[request]!;
      this.add(request, pass, RECOMPUTE, lane.id, first, first + again - 1, from, to, part, 4);
    }
    const finishes = end === requests.target[request]!;
    if (again < tokens) {
      // The last prefill step also produces the first output token.
      const last = finishes ? end : end - 1;
      const part = portion(share, (tokens - again) / tokens);
      this.add(request, 0, PREFILL, lane.id, first + again, last, from, to, part, 0);
      this.computedOnce[request] = end;
    } else if (finishes) {
      // The next token comes out of the recomputation, which is billed above, but is itself new.
      this.add(request, 0, DECODE, lane.id, end, end, to, to, NOTHING, 5);
    }
  }

  rejected(request: number, time: Seconds, reason: string): void {
    if (this.only < 0 || request === this.only) this.rejections.push({ request, time, reason });
  }

  /** A preempted request begins another pass. */
  restarted(request: number): void {
    this.passes[request]!++;
    this.passEnd[request] = 0;
    this.waiting[request] = 0;
  }

  /**
   * A request looked for its prompt and found `tokens` of it on the device. If it then waits for a fetch it will look
   * again, and find there what it fetched: only the first look of a pass tells the two apart.
   */
  looked(request: number, tokens: Tokens, waits: boolean): void {
    if (this.waiting[request] === 0) this.deviceTokens[request] = tokens;
    this.waiting[request] = waits ? 1 : 0;
  }

  /** Blocks of a request are being fetched from now on: those that `sources` has counted by now and had not before. */
  fetching(request: number, now: Seconds): void {
    this.fetchBegan[request] = now;
    this.fetchOver[request] = NaN;
    const moved = this.movedSoFar(request);
    const before = this.fetchMoved.get(request);
    this.fetchMoved.set(request, {
      all: moved,
      own: moved.map((blocks, place) => blocks - (before?.all[place] ?? 0)),
    });
  }

  /** A fetch has ended. */
  fetched(request: number, now: Seconds): void {
    this.fetchOver[request] = now;
    for (const row of this.fetchRows.get(request) ?? []) this.end.set(row, now);
    this.fetchRows.delete(request);
  }

  /** Blocks of a request that came from each tier, over all its fetches. */
  private movedSoFar(request: number): number[] {
    if (this.sources === null) return [];
    const { blocksFrom, places } = this.sources;
    return Array.from(blocksFrom.subarray(request * places + 1, (request + 1) * places));
  }

  /** The tier that a request's KV was fetched from, and what that moved. */
  private fetchOf(request: number): { tier: number; bytes: Bytes; joules: Joules } {
    let [tier, bytes, joules] = [IN_PLACE, 0, 0];
    const tiers = this.sources?.stack.tiers ?? [];
    const moved = this.fetchMoved.get(request)?.own ?? [];
    tiers.forEach(({ input, blockBytes }, place) => {
      const part = (moved[place] ?? 0) * blockBytes;
      if (part === 0) return;
      tier = tier === IN_PLACE ? place : SEVERAL;
      bytes += part;
      joules += joulesToMove(input.id, part);
    });
    return { tier: tier === IN_PLACE ? SEVERAL : tier, bytes, joules };
  }

  /** Tokens of this pass before `end` are not computed: the front was on the device, the rest came from tiers. */
  private found(request: number, lane: MeteredLane, end: number, known: number, now: Seconds): void {
    const onDevice = Math.min(end, this.deviceTokens[request]!);
    this.foundIn(REUSE, request, lane, 0, onDevice, known, now);
    this.foundIn(FETCH, request, lane, onDevice, end, known, now);
    this.computedOnce[request] = Math.max(known, end);
  }

  private foundIn(
    phase: typeof REUSE | typeof FETCH,
    request: number,
    lane: MeteredLane,
    from: number,
    to: number,
    known: number,
    now: Seconds,
  ): void {
    if (to <= from) return;
    const fetch = phase === FETCH ? this.fetchOf(request) : { tier: IN_PLACE, bytes: 0, joules: 0 };
    const began = phase === FETCH ? this.fetchBegan[request]! : now;
    const over = phase === FETCH ? this.fetchOver[request]! : now;
    const middle = Math.min(to, Math.max(from, known));
    const rows: number[] = [];
    const add = (pass: number, first: number, end: number): void => {
      if (end <= first) return;
      const part = (end - first) / (to - from);
      const share = { ...NOTHING, bytes: fetch.bytes * part, elsewhereJoules: fetch.joules * part };
      rows.push(this.length);
      const until = Number.isNaN(over) ? now : over;
      this.add(
        request,
        pass,
        phase,
        lane.id,
        first,
        end - 1,
        began,
        until,
        share,
        phase === REUSE ? 6 : 7,
        fetch.tier,
      );
    };
    add(this.passes[request]!, from, middle);
    add(0, middle, to);
    // A front that is fetched while what follows is computed.
    if (Number.isNaN(over) && rows[0] !== this.length) this.fetchRows.set(request, rows);
  }

  /** A whole prompt on an SRAM pipeline. */
  piped(
    requests: RequestState,
    request: number,
    lane: number,
    from: Seconds,
    to: Seconds,
    share: Share,
  ): void {
    this.add(request, 0, PREFILL, lane, 0, requests.prompt[request]!, from, to, share, 0);
  }

  joined(requests: RequestState, lane: MeteredLane, request: number, now: Seconds): void {
    this.joinedAt[request] = now;
    this.deliveredAtJoin[request] = requests.delivered[request]!;
    this.shareAtJoin[request] = lane.shareTdpSeconds;
    this.bytesAtJoin[request] = lane.shareBytes;
    this.chipsAtJoin[request] = lane.shareChipSeconds;
    this.stallAtJoin[request] = lane.shareStallSeconds;
    this.joulesAtJoin[request] = lane.shareElsewhereJoules;
    this.usdAtJoin[request] = lane.shareElsewhereUsd;
  }

  /** A sequence leaves its batch with `delivered` output tokens. */
  left(requests: RequestState, lane: MeteredLane, request: number, delivered: number, now: Seconds): void {
    const before = this.deliveredAtJoin[request]!;
    const prompt = requests.prompt[request]!;
    this.computedOnce[request] = prompt + delivered;
    if (delivered === before) return;
    const share = {
      tdpSeconds: lane.shareTdpSeconds - this.shareAtJoin[request]!,
      bytes: lane.shareBytes - this.bytesAtJoin[request]!,
      chipSeconds: lane.shareChipSeconds - this.chipsAtJoin[request]!,
      stallSeconds: lane.shareStallSeconds - this.stallAtJoin[request]!,
      elsewhereJoules: lane.shareElsewhereJoules - this.joulesAtJoin[request]!,
      elsewhereUsd: lane.shareElsewhereUsd - this.usdAtJoin[request]!,
    };
    const handedOver = requests.prefillInstance[request] !== requests.decodeInstance[request];
    const reason =
      this.passes[request]! > 0 ? 5 : !handedOver ? 1 : Number.isNaN(requests.roomAt[request]!) ? 2 : 3;
    const last = prompt + delivered - 1;
    this.add(request, 0, DECODE, lane.id, prompt + before, last, this.joinedAt[request]!, now, share, reason);
  }

  private add(
    request: number,
    pass: number,
    phase: number,
    lane: number,
    firstToken: number,
    lastToken: number,
    start: Seconds,
    end: Seconds,
    share: Share,
    reason: number,
    tier: number = IN_PLACE,
  ): void {
    if (this.only >= 0 && request !== this.only) return;
    this.request.push(request);
    this.pass.push(pass);
    this.phase.push(phase);
    this.lane.push(lane);
    this.firstToken.push(firstToken);
    this.lastToken.push(lastToken);
    this.tier.push(tier);
    this.start.push(start);
    this.end.push(end);
    this.bytes.push(share.bytes);
    this.tdpSeconds.push(share.tdpSeconds);
    this.chipSeconds.push(share.chipSeconds);
    this.stallSeconds.push(share.stallSeconds ?? 0);
    this.elsewhereJoules.push(share.elsewhereJoules ?? 0);
    this.elsewhereUsd.push(share.elsewhereUsd ?? 0);
    this.reason.push(reason);
  }
}

function portion(share: Share, part: number): Share {
  return {
    tdpSeconds: share.tdpSeconds * part,
    bytes: share.bytes * part,
    chipSeconds: share.chipSeconds * part,
  };
}

const NOTHING: Share = { tdpSeconds: 0, bytes: 0, chipSeconds: 0 };
