/** Spreads groups of ids over the table (2³² divided by the golden ratio). */
const GOLDEN = 0x9e3779b1;
/** Places of a new table; eight of them fill a cache line. */
const FIRST_PLACES = 64;

/**
 * From the number of a strand to a slot: open addressing over one typed array, id and slot side by side, at most half
 * full. Deleting moves later entries back instead of leaving marks, so a table that lives long does not slow down.
 * Strands that come together have consecutive ids, so eight of those share a cache line and only groups are spread.
 */
export class StrandTable {
  size = 0;
  /** Pairs (id, slot); id -1 marks an empty place. */
  private pairs: Int32Array;
  private shift: number;

  constructor() {
    this.pairs = new Int32Array(2 * FIRST_PLACES).fill(-1);
    this.shift = 32 - 3;
  }

  /** Slot of an id, or -1. */
  get(id: number): number {
    const { pairs } = this;
    const last = pairs.length - 1;
    for (let at = this.home(id); ; at = (at + 2) & last) {
      const found = pairs[at]!;
      if (found === id) return pairs[at + 1]!;
      if (found < 0) return -1;
    }
  }

  /** Adds an id that is not there. */
  add(id: number, slot: number): void {
    if (4 * (this.size + 1) > this.pairs.length) this.grow();
    this.place(id, slot);
    this.size++;
  }

  /** Gives an id that is there another slot. */
  set(id: number, slot: number): void {
    const { pairs } = this;
    let at = this.home(id);
    while (pairs[at] !== id) at = (at + 2) & (pairs.length - 1);
    pairs[at + 1] = slot;
  }

  /** Removes an id that is there. */
  remove(id: number): void {
    const { pairs } = this;
    const last = pairs.length - 1;
    let hole = this.home(id);
    while (pairs[hole] !== id) hole = (hole + 2) & last;
    for (let at = (hole + 2) & last; pairs[at]! >= 0; at = (at + 2) & last) {
      // An entry may fill the hole unless its home lies between the hole and itself.
      if (((at - this.home(pairs[at]!)) & last) < ((at - hole) & last)) continue;
      pairs[hole] = pairs[at]!;
      pairs[hole + 1] = pairs[at + 1]!;
      hole = at;
    }
    pairs[hole] = -1;
    this.size--;
  }

  private home(id: number): number {
    return ((Math.imul(id >> 3, GOLDEN) >>> this.shift) << 4) | ((id & 7) << 1);
  }

  private place(id: number, slot: number): void {
    const { pairs } = this;
    const last = pairs.length - 1;
    let at = this.home(id);
    while (pairs[at]! >= 0) at = (at + 2) & last;
    pairs[at] = id;
    pairs[at + 1] = slot;
  }

  private grow(): void {
    const old = this.pairs;
    this.pairs = new Int32Array(old.length * 2).fill(-1);
    this.shift--;
    for (let at = 0; at < old.length; at += 2) if (old[at]! >= 0) this.place(old[at]!, old[at + 1]!);
  }
}
