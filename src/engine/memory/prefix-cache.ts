import type { Seconds } from '../../units/units';
import { partAt, type BlockRows } from './block-rows';
import type { EvictionPolicy, MakePolicy } from './eviction/policy';
import type { StretchColumns } from './stretch-columns';
import { Stretches } from './stretches';
import type { UsePieces } from './use-pieces';
import { WriteTimes, type WriteRate } from './write-times';

/** Told of blocks [from, to) of a stretch, its last ones, just before they are evicted, last block first. */
export interface EvictionSink {
  evicting(cache: PrefixCache, slot: number, from: number, to: number, now: Seconds): void;
}

/** Has a say in what comes into a store. */
export interface Intake {
  /** How many of `count` blocks that have been used so often may come now. */
  admit(count: number, uses: number): number;
  /** So many of those that were not admitted would have come now. */
  refuse(count: number, uses: number): void;
  /** Blocks [from, to) have come: those of a stretch, or its last. Others may have gone for them. */
  came(cache: PrefixCache, slot: number, from: number, to: number): void;
}

/** How a store differs from one on a device. */
export interface StoreOptions {
  sink?: EvictionSink | null;
  /** Where blocks are there only when they are written. */
  writes?: WriteRate;
  /** Uses beyond which nobody tells apart. */
  mostUses?: number;
}

/**
 * One store of KV blocks: what is resident, who uses it, what goes when room is needed. A block in use stays; one
 * that nobody uses is kept until a policy picks it. Whoever lets go of a chain lets go of its last block first, so that
 * the front, which every continuation needs, counts as used last.
 *
 * Nothing is kept or done block by block: blocks that follow each other and are alike are one stretch. It is split where
 * only part of it is used or branches off, and put together again when both parts are let go one after the other.
 */
export class PrefixCache {
  readonly capacity: number;
  readonly columns: StretchColumns;
  resident = 0;
  /** Blocks in use; the others are cached, and go when room is needed. */
  referenced = 0;
  /** Blocks that requests found here, brought here and lost here. */
  hits = 0;
  inserted = 0;
  evicted = 0;
  /** Seconds that evicted blocks had not been used, summed. */
  idleSeconds: Seconds = 0;
  /** What follows the request that lets go; see `ReuseClass`. */
  kind = 0;
  readonly writes: WriteTimes | null;
  private readonly stretches: Stretches;
  private readonly policy: EvictionPolicy;
  private readonly sink: EvictionSink | null;
  private readonly mostUses: number;
  private moment = 0;

  constructor(capacityBlocks: number, makePolicy: MakePolicy, options: StoreOptions = {}) {
    this.capacity = Math.max(0, Math.floor(capacityBlocks));
    this.sink = options.sink ?? null;
    this.writes = options.writes === undefined ? null : new WriteTimes(options.writes);
    this.stretches = new Stretches(makePolicy, this.writes);
    this.columns = this.stretches.columns;
    this.policy = this.stretches.policy;
    this.mostUses = options.mostUses ?? Infinity;
  }

  /** The stretch that has a block, or -1. */
  find(strand: number, place: number): number {
    return this.stretches.find(strand, place);
  }

  get cached(): number {
    return this.resident - this.referenced;
  }

  /**
   * Of the places [place, stop) of a strand: the end of the blocks that are there from `place` on; less the end of those
   * that are not, where the first is not.
   */
  reach(strand: number, place: number, stop: number, now: Seconds): number {
    let slot = this.stretches.lists.from(strand, place);
    if (slot < 0) return -stop;
    const { writes } = this;
    const { start, end, next } = this.columns;
    if (start[slot]! > place) return -Math.min(stop, start[slot]!);
    let reached = end[slot]!;
    if (writes !== null && writes.done[slot]! > now)
      return writes.reach(slot, place, Math.min(stop, reached), now);
    while (reached < stop) {
      slot = next[slot]!;
      if (slot < 0 || start[slot] !== reached || (writes !== null && writes.done[slot]! > now)) break;
      reached = end[slot]!;
    }
    return Math.min(reached, stop);
  }

  /** The end of the last block before a place of a strand that is here, 0 where there is none. */
  endBefore(strand: number, place: number): number {
    const slot = this.stretches.lists.before(strand, place);
    return slot < 0 ? 0 : Math.min(place, this.columns.end[slot]!);
  }

  /** Blocks of [0, count) of a row that are here, up to the first that is not. Changes nothing. */
  match(rows: BlockRows, row: number, count: number): number {
    let place = 0;
    for (let part = rows.starts[row]!; place < count; part++) {
      const stop = Math.min(count, rows.until[part]!);
      const reached = this.reach(rows.strand[part]!, place, stop, Infinity);
      if (reached < 0) break;
      place = reached;
      if (reached < stop) break;
    }
    return place;
  }

  /** Of the resident blocks [0, count), those that nobody uses: what acquiring them would take out of the cache. */
  unusedIn(rows: BlockRows, row: number, count: number): number {
    const { refs, end, next } = this.columns;
    let unused = 0;
    let place = 0;
    for (let part = rows.starts[row]!; place < count; part++) {
      const stop = Math.min(count, rows.until[part]!);
      for (
        let slot = this.stretches.lists.from(rows.strand[part]!, place);
        place < stop;
        slot = next[slot]!
      ) {
        const to = Math.min(stop, end[slot]!);
        if (refs[slot] === 0) unused += to - place;
        place = to;
      }
    }
    return unused;
  }

  /** Of the blocks [place, stop) of a row, all resident: the end of the first that have been used equally often. */
  equalUses(rows: BlockRows, row: number, place: number, stop: number): number {
    const uses = this.usesAt(rows, row, place);
    let end = place;
    while (end < stop && this.usesAt(rows, row, end) === uses) {
      const part = partAt(rows, row, end);
      end = Math.min(stop, rows.until[part]!, this.columns.end[this.find(rows.strand[part]!, end)]!);
    }
    return end;
  }

  usesAt(rows: BlockRows, row: number, place: number): number {
    return this.columns.uses[this.find(rows.strand[partAt(rows, row, place)]!, place)]!;
  }

  /** One more user of each block of [from, to), all resident. `times` is 0 where that has been counted before. */
  acquire(rows: BlockRows, row: number, from: number, to: number, now: Seconds, times = 1): void {
    this.hits += (to - from) * times;
    if (this.hold(rows, row, from, to, now, null, times) < to)
      throw new Error('acquired a block that is not resident');
  }

  /**
   * One more user of the blocks of [from, to) that are here, up to the first that is not; returns where that is, and
   * notes how often they have been used.
   */
  hold(
    rows: BlockRows,
    row: number,
    from: number,
    to: number,
    now: Seconds,
    note: UsePieces | null,
    times = 1,
  ): number {
    if (from >= to) return from;
    const { columns } = this;
    let before = this.endingAt(rows, row, from);
    let place = from;
    for (let part = partAt(rows, row, from); place < to; part++) {
      const stop = Math.min(to, rows.until[part]!);
      while (place < stop) {
        const slot = this.find(rows.strand[part]!, place);
        if (slot < 0) return place;
        before = this.holdPart(slot, place, stop, before, now, times);
        const end = columns.end[before]!;
        note?.raise(place, end, columns.uses[before]!);
        place = end;
      }
    }
    return place;
  }

  /** Brings in blocks [from, to), each used once so far; see `bring`. */
  insert(rows: BlockRows, row: number, from: number, to: number, now: Seconds): number {
    return this.bring(rows, row, from, to, now, null, null);
  }

  /**
   * Brings in blocks [from, to), each held once by the caller; one that is here already gains a user. Evicts as needed
   * and stops at the first block that finds no room or is not let in. Returns the end of what is held. `uses` says how
   * often blocks were used before; where there is no intake it is told how often they have been now.
   */
  bring(
    rows: BlockRows,
    row: number,
    from: number,
    to: number,
    now: Seconds,
    uses: UsePieces | null,
    intake: Intake | null,
  ): number {
    if (from >= to) return from;
    const { columns } = this;
    let before = this.endingAt(rows, row, from);
    let place = from;
    for (let part = partAt(rows, row, from); place < to; part++) {
      const stop = Math.min(to, rows.until[part]!);
      const strand = rows.strand[part]!;
      while (place < stop) {
        const slot = this.stretches.lists.from(strand, place);
        if (slot >= 0 && columns.start[slot]! <= place) {
          before = this.holdPart(slot, place, stop, before, now, 1);
          const end = columns.end[before]!;
          if (intake === null) uses?.set(place, end, columns.uses[before]!);
          place = end;
          continue;
        }
        const piece = uses === null ? -1 : uses.pieceAt(place);
        const times = uses === null ? 1 : uses.usesOf(piece);
        let wanted = slot < 0 ? stop : Math.min(stop, columns.start[slot]!);
        if (piece >= 0) wanted = Math.min(wanted, uses!.endOf(piece));
        const admitted = intake === null ? wanted - place : intake.admit(wanted - place, times);
        const room = this.room(admitted, before, now);
        if (room > 0) {
          if (this.grows(before, strand, place, times)) {
            this.count(room);
            columns.end[before] = place + room;
          } else before = this.add(strand, place, place + room, before, times, now);
          intake?.came(this, before, place, place + room);
        }
        place += room;
        if (place === wanted) continue;
        if (room === admitted) intake?.refuse(1, times);
        return place;
      }
    }
    return place;
  }

  /**
   * Takes in blocks [from, to) of a strand, none of which is here, last block first; each is cached at once, and may go
   * again for the next. `stem` is the strand of the block before the first, where that is known, else -1.
   */
  receive(
    strand: number,
    from: number,
    to: number,
    stem: number,
    uses: number,
    now: Seconds,
    intake: Intake,
  ): void {
    let place = to;
    while (place > from) {
      let first = Math.max(from, place - Math.max(1, this.capacity - this.resident));
      // The first may have a parent here, which is not to go for it; it comes by itself.
      if (first === from && place > from + 1) first++;
      let before = first === from && stem >= 0 ? this.find(stem, from - 1) : -1;
      if (before >= 0) before = this.stretches.cutAfter(before, from);
      if (this.room(place - first, before, now) === 0) return;
      const slot = this.add(strand, first, place, before, uses, now);
      intake.came(this, slot, first, place);
      // None of these was here, so what follows has just come, and is its child.
      const after = this.columns.next[slot]!;
      if (this.policy.keepsChains && place < to && after >= 0 && this.columns.start[after] === place)
        this.stretches.link(after, slot);
      this.letGo(slot, now);
      place = first;
    }
  }

  /** One user less of each block of [from, to), the last block first. */
  release(rows: BlockRows, row: number, from: number, to: number, now: Seconds): void {
    if (from >= to) return;
    const { columns } = this;
    let place = to;
    for (let part = partAt(rows, row, to - 1); place > from; part--) {
      const first = part === rows.starts[row] ? 0 : rows.until[part - 1]!;
      const stop = Math.max(from, first);
      let slot = this.find(rows.strand[part]!, place - 1);
      while (place > stop) {
        if (
          slot < 0 ||
          columns.refs[slot] === 0 ||
          columns.start[slot]! >= place ||
          columns.end[slot]! < place
        )
          throw new Error('released a block that is not in use');
        if (columns.end[slot]! > place) slot = this.stretches.split(slot, place);
        if (columns.start[slot]! < stop) this.stretches.split(slot, stop);
        place = columns.start[slot]!;
        slot = columns.prev[this.letGo(slot, now)]!;
      }
    }
  }

  /** Evicts cached blocks until at most `target` are resident or none is left to evict. */
  trim(target: number, now: Seconds): void {
    if (this.resident > target) this.evict(this.resident - target, now);
  }

  get keepsChains(): boolean {
    return this.policy.keepsChains;
  }

  /** One user less of a stretch. Returns the one that its blocks belong to now. */
  private letGo(slot: number, now: Seconds): number {
    const { columns } = this;
    if (--columns.refs[slot]! > 0) return slot;
    const blocks = columns.end[slot]! - columns.start[slot]!;
    this.referenced -= blocks;
    const after = columns.next[slot]!;
    if (after >= 0 && this.joins(slot, after, now)) {
      this.moment += blocks;
      this.stretches.join(slot, after);
      return after;
    }
    columns.order[slot] = this.moment + 1;
    columns.usedAt[slot] = now;
    columns.kind[slot] = this.kind;
    this.moment += blocks;
    this.policy.idle(slot);
    return slot;
  }

  /** Whether a stretch being let go and the one behind it, which was let go right before, are alike. */
  private joins(slot: number, after: number, now: Seconds): boolean {
    const { start, end, refs, uses, order, usedAt, kind, parent, children } = this.columns;
    if (
      start[after] !== end[slot] ||
      refs[after]! > 0 ||
      usedAt[after] !== now ||
      order[after]! + (end[after]! - start[after]!) !== this.moment + 1 ||
      kind[after] !== this.kind ||
      uses[after] !== uses[slot]
    )
      return false;
    if (this.writes !== null && !this.writes.alike(slot, after, now)) return false;
    if (!this.policy.alike(slot, after)) return false;
    return !this.policy.keepsChains || (parent[after] === slot && children[slot] === 1);
  }

  /** One more user of the blocks [place, stop) of a stretch, as far as it goes; returns the stretch that these are. */
  private holdPart(
    whole: number,
    place: number,
    stop: number,
    before: number,
    now: Seconds,
    times: number,
  ): number {
    const { columns } = this;
    let slot = whole;
    if (columns.start[slot]! < place) this.stretches.split(slot, place);
    if (columns.end[slot]! > stop) slot = this.stretches.split(slot, stop);
    if (columns.refs[slot]!++ === 0) {
      this.referenced += columns.end[slot]! - columns.start[slot]!;
      this.policy.busy(slot);
    }
    if (times > 0) {
      columns.uses[slot] = Math.min(this.mostUses, columns.uses[slot]! + times);
      this.policy.used(slot, now, times);
    }
    // A block may have come here before its parent did.
    if (this.policy.keepsChains && before >= 0 && columns.parent[slot]! < 0)
      this.stretches.link(slot, before);
    return slot;
  }

  /** Blocks that are not here come, held once, for which there is room. */
  private add(strand: number, from: number, to: number, before: number, times: number, now: Seconds): number {
    const uses = Math.min(this.mostUses, times);
    this.count(to - from);
    const slot = this.stretches.add(strand, from, to, before, uses);
    this.policy.came(slot, now, uses);
    return slot;
  }

  /** Blocks have come, held once. */
  private count(blocks: number): void {
    this.resident += blocks;
    this.referenced += blocks;
    this.inserted += blocks;
  }

  /** Whether blocks that come are alike to the stretch before them. */
  private grows(before: number, strand: number, from: number, times: number): boolean {
    const { columns, policy } = this;
    const uses = Math.min(this.mostUses, times);
    return (
      before >= 0 &&
      columns.strand[before] === strand &&
      columns.end[before] === from &&
      columns.refs[before] === 1 &&
      columns.uses[before] === uses &&
      columns.children[before] === 0 &&
      policy.forgetsUses &&
      this.writes === null
    );
  }

  /** The stretch that has the block before a place of a row, -1 when that is not here; it ends there. */
  private endingAt(rows: BlockRows, row: number, place: number): number {
    if (place === 0) return -1;
    const slot = this.find(rows.strand[partAt(rows, row, place - 1)]!, place - 1);
    return slot < 0 ? -1 : this.stretches.cutAfter(slot, place);
  }

  /**
   * Evicts as needed so that `count` blocks may come behind a stretch, or fewer; returns how many. That stretch stays:
   * whoever brings blocks need not hold what is before them.
   */
  private room(count: number, before: number, now: Seconds): number {
    const free = this.capacity - this.resident;
    if (count <= free) return count;
    const { refs, children } = this.columns;
    const kept = this.policy.keepsChains && before >= 0 && refs[before] === 0;
    if (kept) {
      this.policy.busy(before);
      refs[before] = 1;
    }
    const room = free + this.evict(count - free, now);
    if (kept) {
      refs[before] = 0;
      // Otherwise it is about to get a child.
      if (room === 0 && children[before] === 0) this.policy.bared(before);
    }
    return room;
  }

  /** Evicts up to `count` cached blocks; returns how many there were. */
  private evict(count: number, now: Seconds): number {
    const { columns, policy } = this;
    let left = count;
    while (left > 0) {
      const slot = policy.victim(now);
      if (slot < 0) break;
      const end = columns.end[slot]!;
      const whole = end - columns.start[slot]!;
      const blocks = policy.blocksOf(slot, Math.min(left, whole), now);
      this.sink?.evicting(this, slot, end - blocks, end, now);
      this.resident -= blocks;
      this.evicted += blocks;
      this.idleSeconds += blocks * columns.age(slot, now);
      left -= blocks;
      if (blocks === whole) this.stretches.forget(slot);
      else {
        columns.end[slot] = end - blocks;
        columns.order[slot]! += blocks;
        policy.shortened(slot);
      }
    }
    return count - left;
  }
}
