import { StrandTable } from './strand-table';
import type { StretchColumns } from './stretch-columns';

/**
 * The stretches of each strand in order of place: lists through two columns, found by the number of the strand. The
 * first has the last as the one before it, so that both ends are at hand.
 */
export class StrandLists {
  private readonly heads = new StrandTable();
  /** The last strand that was asked about, and its first stretch: most questions come in rows. */
  private strand = -1;
  private first = -1;
  private readonly columns: StretchColumns;

  constructor(columns: StretchColumns) {
    this.columns = columns;
  }

  /** The first stretch of a strand that ends after `place`, or -1: it has the block there, or lies behind it. */
  from(strand: number, place: number): number {
    const head = this.headOf(strand);
    const { end, prev } = this.columns;
    if (head < 0 || end[head]! > place) return head;
    let slot = prev[head]!;
    if (end[slot]! <= place) return -1;
    // The first ends before, so this comes to a halt.
    while (end[prev[slot]!]! > place) slot = prev[slot]!;
    return slot;
  }

  /** The last stretch of a strand that begins before `place`, or -1. */
  before(strand: number, place: number): number {
    const head = this.headOf(strand);
    const { start, prev } = this.columns;
    if (head < 0 || start[head]! >= place) return -1;
    let slot = prev[head]!;
    while (start[slot]! >= place) slot = prev[slot]!;
    return slot;
  }

  /** Puts a stretch where it belongs. */
  add(slot: number): void {
    const { strand, start, prev, next } = this.columns;
    const head = this.headOf(strand[slot]!);
    if (head < 0) {
      this.heads.add(strand[slot]!, slot);
      this.first = slot;
      prev[slot] = slot;
      next[slot] = -1;
      return;
    }
    if (start[slot]! < start[head]!) {
      this.addBefore(slot, head);
      return;
    }
    let at = prev[head]!;
    while (start[at]! > start[slot]!) at = prev[at]!;
    const after = next[at]!;
    next[at] = slot;
    prev[slot] = at;
    next[slot] = after;
    prev[after < 0 ? head : after] = slot;
  }

  /** Puts a stretch right before another. */
  addBefore(slot: number, other: number): void {
    const { strand, prev, next } = this.columns;
    const before = prev[other]!;
    if (this.isFirst(other)) this.setHead(strand[other]!, slot);
    else next[before] = slot;
    prev[slot] = before;
    next[slot] = other;
    prev[other] = slot;
  }

  remove(slot: number): void {
    const { strand, prev, next } = this.columns;
    const [before, after] = [prev[slot]!, next[slot]!];
    if (this.isFirst(slot)) {
      if (after < 0) {
        this.heads.remove(strand[slot]!);
        this.strand = -1;
      } else {
        this.setHead(strand[slot]!, after);
        // The last is before the first.
        prev[after] = before;
      }
      return;
    }
    next[before] = after;
    prev[after < 0 ? this.headOf(strand[slot]!) : after] = before;
  }

  private headOf(strand: number): number {
    if (strand !== this.strand) {
      this.strand = strand;
      this.first = this.heads.get(strand);
    }
    return this.first;
  }

  private setHead(strand: number, slot: number): void {
    this.heads.set(strand, slot);
    this.strand = strand;
    this.first = slot;
  }

  private isFirst(slot: number): boolean {
    return this.columns.next[this.columns.prev[slot]!]! < 0;
  }
}
