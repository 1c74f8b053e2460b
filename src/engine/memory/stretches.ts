import type { EvictionPolicy, MakePolicy } from './eviction/policy';
import { StrandLists } from './strand-lists';
import { StretchColumns } from './stretch-columns';
import type { WriteTimes } from './write-times';

/** Stretches that a store has place for at first; then it has places for four times as many. */
const FIRST_SLOTS = 256;

/**
 * The stretches of one store: where each is, which is before it, and how one becomes two and two become one. Knows
 * neither rows nor room; who holds what and what goes, `PrefixCache` says.
 */
export class Stretches {
  readonly columns = new StretchColumns();
  readonly lists = new StrandLists(this.columns);
  readonly policy: EvictionPolicy;
  private readonly writes: WriteTimes | null;
  private free = -1;

  constructor(makePolicy: MakePolicy, writes: WriteTimes | null) {
    this.policy = makePolicy(this.columns);
    this.writes = writes;
  }

  /** The stretch that has a block, or -1. */
  find(strand: number, place: number): number {
    const slot = this.lists.from(strand, place);
    return slot >= 0 && this.columns.start[slot]! <= place ? slot : -1;
  }

  /** A new one with the blocks [from, to) of a strand, held once and used so often; `before` is its parent, if any. */
  add(strand: number, from: number, to: number, before: number, uses: number): number {
    const { columns } = this;
    const slot = this.takeSlot();
    columns.strand[slot] = strand;
    columns.start[slot] = from;
    columns.end[slot] = to;
    columns.refs[slot] = 1;
    columns.uses[slot] = uses;
    columns.parent[slot] = -1;
    columns.children[slot] = 0;
    if (this.policy.keepsChains && before >= 0) this.link(slot, before);
    this.lists.add(slot);
    return slot;
  }

  /** `before` ends with the block before a stretch's first: it is its parent. */
  link(slot: number, before: number): void {
    const { parent, children, refs } = this.columns;
    parent[slot] = before;
    if (children[before]!++ === 0 && refs[before] === 0) this.policy.adopted(before);
  }

  /** The front of a stretch up to a place, apart from the rest where anybody asks for parents. */
  cutAfter(slot: number, place: number): number {
    return this.policy.keepsChains && this.columns.end[slot]! > place ? this.split(slot, place) : slot;
  }

  /** Makes two of a stretch: the front up to `at`, which is new and returned, and the rest. */
  split(slot: number, at: number): number {
    const front = this.takeSlot();
    const { columns, policy } = this;
    const { parent, children } = columns;
    columns.copyFront(front, slot, at);
    this.writes?.copy(front, slot);
    parent[front] = parent[slot]!;
    children[front] = 0;
    if (policy.keepsChains) {
      parent[slot] = front;
      children[front] = 1;
    }
    this.lists.addBefore(front, slot);
    policy.split(front, slot);
    return front;
  }

  /** Puts a stretch and the one right behind it together, which keeps its slot. */
  join(slot: number, after: number): void {
    const { columns } = this;
    this.writes?.join(slot, after);
    columns.start[after] = columns.start[slot]!;
    columns.parent[after] = columns.parent[slot]!;
    this.lists.remove(slot);
    this.giveBack(slot);
  }

  /** Its last block is gone. */
  forget(slot: number): void {
    const { parent, children, refs } = this.columns;
    this.policy.busy(slot);
    this.lists.remove(slot);
    const before = parent[slot]!;
    this.giveBack(slot);
    if (before >= 0 && --children[before]! === 0 && refs[before] === 0) this.policy.bared(before);
  }

  private giveBack(slot: number): void {
    this.columns.next[slot] = this.free;
    this.free = slot;
  }

  private takeSlot(): number {
    if (this.free < 0) this.grow();
    const slot = this.free;
    this.free = this.columns.next[slot]!;
    return slot;
  }

  private grow(): void {
    const { columns } = this;
    const from = columns.slots;
    const to = Math.max(FIRST_SLOTS, from * 4);
    columns.grow(to);
    this.policy.grow(to);
    this.writes?.grow(to);
    for (let slot = to - 1; slot >= from; slot--) this.giveBack(slot);
  }
}
