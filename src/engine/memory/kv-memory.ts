import type { Bytes, Fraction, Seconds, Tokens } from '../../units/units';
import { hitTokens, wholeBlocks } from './block-rows';
import { emptyFetchPlan, planFetch, type FetchMode, type FetchPlan } from './fetch-plan';
import { AHEAD_OF_ALL, AHEAD_OF_FRONT, ALONG, NOT_FETCHING, WAITING } from './fetch-state';
import { KvHoldings, type KvHoldingsInput } from './kv-holdings';
import type { TierId } from './tier-input';
import { TierStack, type TierStackInput } from './tier-stack';

export interface KvMemoryInput extends KvHoldingsInput, Omit<TierStackInput, 'deviceBlocks'> {
  fetchMode: FetchMode;
  /** 1 for instances whose requests look for KV; absent: all. Pools with another model share no names. */
  members?: Uint8Array;
  /** Fetching begins when a request joins the queue; absent: when its turn comes. */
  prefetch?: boolean;
}

/** KV of a prompt that a router can count on: overwritten by the next question. */
export interface Found {
  /** Tokens on the device, and those that only tiers behind it have. */
  onDevice: Tokens;
  behind: Tokens;
  /** The latter by what a token is worth there. */
  credit: Tokens;
}

/** Share of a token that it is worth to find in a tier and not to compute (assumed). */
const CREDITS: Record<TierId, Fraction> = { G2: 0.75, G2c: 0.75, G3: 0.25, 'G3.5': 0.25, G4: 0.25 };

/**
 * The KV memory of a cluster as its requests see it: what of a prompt need not be computed, whether to fetch it, what
 * stays when a request leaves. This is all that the simulator talks to.
 */
export class KvMemory {
  readonly stack: TierStack;
  /** Of the last `peek`: front blocks on the device, front blocks found anywhere, bytes that would be pinned. */
  deviceBlocks = 0;
  foundBlocks = 0;
  pinnedBytes: Bytes = 0;
  /** The last decision of `plan`. */
  readonly fetchPlan: FetchPlan = emptyFetchPlan();
  /** By request, over all passes: tokens found on the device, tokens fetched from behind it. */
  readonly reusedTokens: Int32Array;
  readonly fetchedTokens: Int32Array;
  /** By request and place: blocks taken from the device (0) and read from each tier (1 + its index). */
  readonly blocksFrom: Int32Array;
  readonly places: number;
  readonly prefetches: boolean;
  /** The answer to the last `look`. */
  readonly found: Found = { onDevice: 0, behind: 0, credit: 0 };
  private readonly input: KvMemoryInput;
  private readonly holdings: KvHoldings;
  /** By seat: NOT_FETCHING, WAITING or ALONG; the blocks [from, to) fetched in this pass. */
  private readonly fetching: Uint8Array;
  private readonly fetchFrom: Int32Array;
  private readonly fetchTo: Int32Array;
  /** 1 when that fetch began and ended in the queue: what has been given up again since may be fetched once more. */
  private readonly cameAhead: Uint8Array;

  constructor(input: KvMemoryInput) {
    this.input = input;
    const deviceBlocks = input.rooms.map((room) =>
      room === null ? 0 : Math.floor(room.capacityBytes / input.deviceBlockBytes),
    );
    this.stack = new TierStack({ ...input, deviceBlocks });
    this.holdings = new KvHoldings(input, this.stack);
    this.places = input.tiers.length + 1;
    this.prefetches = input.prefetch === true && input.tiers.length > 0;
    this.reusedTokens = new Int32Array(input.requests);
    this.fetchedTokens = new Int32Array(input.requests);
    this.blocksFrom = new Int32Array(input.requests * this.places);
    this.fetching = new Uint8Array(2 * input.requests);
    this.fetchFrom = new Int32Array(2 * input.requests);
    this.fetchTo = new Int32Array(2 * input.requests);
    this.cameAhead = new Uint8Array(2 * input.requests);
  }

  /**
   * What an instance has of a request's first `tokens` tokens, and what the tiers behind it have; see `Found`. Changes
   * nothing but what `peek` and `plan` say of their last call, so a router may ask about every instance.
   */
  look(instance: number, request: number, tokens: Tokens, now: Seconds): Found {
    this.lookup(instance, request, tokens, now);
    const { stack, deviceBlocks, foundBlocks, found } = this;
    const { blockTokens } = this.input.rows;
    found.onDevice = hitTokens(deviceBlocks, blockTokens, tokens);
    found.behind = hitTokens(foundBlocks, blockTokens, tokens) - found.onDevice;
    found.credit = 0;
    if (foundBlocks === deviceBlocks) return found;
    for (let i = 0; i < stack.found.pieces; i++) {
      // After a gap that only a tier fills, the device may have more.
      const tier = stack.tiers[stack.found.placeOf(i) - 1];
      const blocks = stack.found.within(i, deviceBlocks, foundBlocks);
      found.credit += blocks * (tier === undefined ? 1 : CREDITS[tier.input.id]) * blockTokens;
    }
    return found;
  }

  /** Bytes of an instance's memory in blocks that nobody uses now. */
  keptBytes(instance: number): Bytes {
    return this.stack.devices[instance]!.cached * this.input.deviceBlockBytes;
  }

  /** Whether requests look for KV here at all. */
  serves(instance: number): boolean {
    return this.input.members === undefined || this.input.members[instance] === 1;
  }

  /** True while a request holds blocks or pages here; then it must not be looked up again. */
  holds(instance: number, request: number): boolean {
    return this.holdings.taken[this.holdings.seat(instance, request)] === 1;
  }

  /**
   * Looks up the first `tokens` tokens of a request; returns those that an instance has on its device. Changes
   * nothing, so a scheduler may ask again at every step.
   */
  peek(instance: number, request: number, tokens: Tokens, now: Seconds): Tokens {
    const { rows, deviceBlockBytes } = this.input;
    this.lookup(instance, request, tokens, now);
    const unused = this.stack.devices[instance]!.unusedIn(rows, request, this.deviceBlocks);
    this.pinnedBytes = unused * deviceBlockBytes;
    return hitTokens(this.deviceBlocks, rows.blockTokens, tokens);
  }

  private lookup(instance: number, request: number, tokens: Tokens, now: Seconds): void {
    this.foundBlocks = this.deviceBlocks = 0;
    if (!this.serves(instance)) return;
    const { rows } = this.input;
    const count = wholeBlocks(rows, request, tokens);
    this.foundBlocks = this.stack.lookup(instance, rows, request, count, now);
    this.deviceBlocks = this.stack.found.onDevice;
  }

  /**
   * Fetch or recompute what the last `peek` found behind the device; `recompute` as in `planFetch`. A request that
   * has fetched in this pass, or whose last fetch is still under way, is not asked again: nobody fetches in circles.
   */
  plan(instance: number, request: number, recompute: (tokens: Tokens, cached: Tokens) => Seconds): FetchPlan {
    const { rows, fetchMode } = this.input;
    const from = this.deviceBlocks;
    const seat = this.holdings.seat(instance, request);
    const asked = (this.fetchTo[seat]! > 0 && this.cameAhead[seat] === 0) || this.stack.reads.busy(request);
    return planFetch(
      asked ? 0 : this.foundBlocks - from,
      rows.blockTokens,
      from * rows.blockTokens,
      (blocks) => this.stack.fetchSeconds(instance, from, from + blocks),
      recompute,
      fetchMode,
      this.fetchPlan,
    );
  }

  /** Of its first `tokens` tokens, those a request will hold once the last plan is carried out. */
  plannedTokens(tokens: Tokens): Tokens {
    return hitTokens(this.deviceBlocks + this.fetchPlan.fetchBlocks, this.input.rows.blockTokens, tokens);
  }

  /**
   * The request runs here now, with what the last `peek` found for it on the device; it will hold `finalBytes` in
   * the end, shared blocks included. The caller has seen to it that `pinnedBytes` and its own pages fit.
   */
  admit(instance: number, request: number, finalBytes: Bytes, tokens: Tokens, now: Seconds): void {
    const seat = this.holdings.seat(instance, request);
    const found = this.deviceBlocks;
    const waited = this.fetchTo[seat]! > 0;
    // Of what it finds now, it fetched this itself, and counted as a use then.
    const fetched = waited
      ? this.tokensBetween(this.fetchFrom[seat]!, this.fetchTo[seat]!, found, tokens)
      : 0;
    this.fetchedTokens[request]! += fetched;
    this.reusedTokens[request]! += hitTokens(found, this.input.rows.blockTokens, tokens) - fetched;
    this.fetchTo[seat] = 0;
    if (!waited) this.blocksFrom[request * this.places]! += found;
    this.holdings.sit(instance, request, found, finalBytes, waited ? 0 : 1, now);
  }

  /**
   * Starts the last plan for a request that has just joined the queue. It holds nothing; what is on the device counts
   * as used now, what comes is cached, and `seatAhead` takes over if the request's turn comes first.
   */
  prefetch(instance: number, request: number, now: Seconds): void {
    const ahead = this.fetchPlan.choice === 'fetch' ? AHEAD_OF_ALL : AHEAD_OF_FRONT;
    this.blocksFrom[request * this.places]! += this.deviceBlocks;
    this.holdings.touch(instance, request, this.deviceBlocks, now);
    this.startFetch(instance, request, ahead, now);
  }

  /**
   * Of its first `tokens` tokens, those a request will hold when the fetch that began in the queue is over; 0 when
   * there is none, or none that still fits to what the last `peek` found on the device.
   */
  tokensAhead(instance: number, request: number, tokens: Tokens): Tokens {
    const seat = this.holdings.seat(instance, request);
    if (this.fetching[seat]! < AHEAD_OF_ALL || this.deviceBlocks < this.fetchFrom[seat]!) return 0;
    const to = Math.max(this.deviceBlocks, this.fetchTo[seat]!);
    return hitTokens(to, this.input.rows.blockTokens, tokens);
  }

  /** The request's turn has come, and it does without the fetch that began in the queue. */
  forgetAhead(instance: number, request: number): void {
    const seat = this.holdings.seat(instance, request);
    if (this.fetching[seat]! < AHEAD_OF_ALL) return;
    this.fetching[seat] = NOT_FETCHING;
    this.fetchTo[seat] = 0;
  }

  /** As `fetch` for a request whose fetch began in the queue. */
  waitAhead(instance: number, request: number, finalBytes: Bytes, now: Seconds): void {
    this.holdings.sit(instance, request, this.deviceBlocks, finalBytes, 0, now);
    this.fetching[this.holdings.seat(instance, request)] = WAITING;
  }

  /** As `admit` and `fetchAlong` for a request whose fetch began in the queue. */
  alongAhead(instance: number, request: number, finalBytes: Bytes, tokens: Tokens, now: Seconds): void {
    const seat = this.holdings.seat(instance, request);
    const [from, to] = [this.fetchFrom[seat]!, this.fetchTo[seat]!];
    const found = this.deviceBlocks;
    const { blockTokens } = this.input.rows;
    this.fetching[seat] = ALONG;
    const fetched = this.tokensBetween(
      Math.max(from, found),
      Math.max(to, found),
      Math.max(to, found),
      tokens,
    );
    this.fetchedTokens[request]! += fetched;
    this.reusedTokens[request]! += hitTokens(found, blockTokens, tokens);
    this.holdings.sit(instance, request, found, finalBytes, 0, now);
  }

  /**
   * An answer was decoded where nothing is kept: its KV goes back to the tiers of the instance that computed the
   * prompt, in which the next turn looks for it. Devices get nothing of it.
   */
  answered(instance: number, request: number, promptTokens: Tokens, tokens: Tokens, now: Seconds): void {
    if (!this.serves(instance)) return;
    const { rows } = this.input;
    const [from, to] = [wholeBlocks(rows, request, promptTokens), wholeBlocks(rows, request, tokens)];
    if (to > from) this.holdings.spill(instance, request, from, to, now);
  }

  /**
   * Carries out the last plan for a request that waits for it: it holds what is on the device, and the caller takes
   * pages for the rest, until `fetched` says that the blocks are there.
   */
  fetch(instance: number, request: number, finalBytes: Bytes, now: Seconds): void {
    this.blocksFrom[request * this.places]! += this.deviceBlocks;
    this.holdings.sit(instance, request, this.deviceBlocks, finalBytes, 1, now);
    this.startFetch(instance, request, WAITING, now);
  }

  /** Carries out the front of the last plan for a request just admitted, which computes what follows meanwhile. */
  fetchAlong(instance: number, request: number, tokens: Tokens, now: Seconds): void {
    const seat = this.holdings.seat(instance, request);
    this.startFetch(instance, request, ALONG, now);
    const [from, to] = [this.fetchFrom[seat]!, this.fetchTo[seat]!];
    this.fetchedTokens[request]! += this.tokensBetween(from, to, to, tokens);
  }

  /** What the fetch under way means for a request; NOT_FETCHING also when it was preempted meanwhile. */
  fetchState(instance: number, request: number): number {
    return this.fetching[this.holdings.seat(instance, request)]!;
  }

  /**
   * The blocks fetched for a request are on the device. One that computed meanwhile shares them. One that waited has
   * given its pages back before this call, lets go of the blocks, which stay cached, and is to be queued again at
   * the front: held by requests in a queue, the blocks of some could keep out the others for ever.
   */
  fetched(instance: number, request: number, now: Seconds): void {
    this.stack.reads.close(request);
    const seat = this.holdings.seat(instance, request);
    const how = this.fetching[seat]!;
    if (how === NOT_FETCHING) return;
    this.fetching[seat] = NOT_FETCHING;
    if (how >= AHEAD_OF_ALL) {
      this.cameAhead[seat] = 1;
      this.holdings.cache(instance, request, this.fetchFrom[seat]!, this.fetchTo[seat]!, now);
      return;
    }
    this.holdings.share(instance, request, this.fetchTo[seat]!, now);
    if (how === ALONG) this.fetchTo[seat] = 0;
    else this.holdings.leave(instance, request, now);
  }

  /**
   * The first `tokens` tokens of a request are in its device's memory: whole named blocks become shared. Nothing
   * happens while its front is still being fetched.
   */
  computed(instance: number, request: number, tokens: Tokens, now: Seconds): void {
    const seat = this.holdings.seat(instance, request);
    if (this.holdings.taken[seat] === 0 || this.fetching[seat] !== NOT_FETCHING) return;
    this.holdings.share(instance, request, wholeBlocks(this.input.rows, request, tokens), now);
  }

  /**
   * The request leaves the instance: done, handed over or preempted. What it shared stays cached while there is
   * room. Call it when its pages have been given back, all of them: the shared ones are handed back here.
   */
  release(instance: number, request: number, now: Seconds): void {
    const seat = this.holdings.seat(instance, request);
    if (this.holdings.taken[seat] === 0) return;
    this.fetching[seat] = NOT_FETCHING;
    this.fetchTo[seat] = 0;
    this.holdings.leave(instance, request, now);
  }

  private startFetch(instance: number, request: number, how: number, now: Seconds): void {
    const seat = this.holdings.seat(instance, request);
    const from = this.deviceBlocks;
    const to = from + this.fetchPlan.fetchBlocks;
    this.fetching[seat] = how;
    this.cameAhead[seat] = 0;
    this.fetchFrom[seat] = from;
    this.fetchTo[seat] = to;
    const { found } = this.stack;
    for (let i = 0; i < found.pieces; i++)
      this.blocksFrom[request * this.places + found.placeOf(i)]! += found.within(i, from, to);
    this.stack.startFetch(instance, request, from, to, now);
  }

  /** Tokens of blocks [from, to) within the first `found` blocks. */
  private tokensBetween(from: number, to: number, found: number, tokens: Tokens): Tokens {
    const { blockTokens } = this.input.rows;
    const until = (block: number) => hitTokens(Math.min(block, found), blockTokens, tokens);
    return until(to) - until(from);
  }
}
