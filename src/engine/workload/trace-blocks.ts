import type { Tokens } from '../../units/units';
import { MAX_BLOCK_IDS } from '../memory/block-rows';

/** Block sizes of known traces; one of these is taken where the rows leave a choice. */
const KNOWN_BLOCK_TOKENS: readonly Tokens[] = [512, 16];

/**
 * Names of the prefix blocks of a trace's rows while it is read. Names become numbers 0, 1, 2 … in order of first
 * appearance, so that traces may use any numbers or texts. How many tokens a block has is not in the file; it follows
 * from the number of names each prompt has, ceil(prompt / size).
 */
export class TraceBlocks {
  count = 0;
  ids = new Int32Array(1024);
  offsets = new Int32Array(1024);
  private rows = 0;
  private readonly numbers = new Map<number | string, number>();
  /** Sizes that fit all rows so far. */
  private smallest: Tokens = 1;
  private largest: Tokens = Infinity;
  /** The size, where whoever names the blocks knows it. */
  private readonly given: Tokens | null;

  constructor(given: Tokens | null = null) {
    this.given = given;
  }

  /** Adds the names of the next row; false when there are too many of them. */
  add(names: readonly (number | string)[], prompt: Tokens): boolean {
    if (this.count + names.length > MAX_BLOCK_IDS) return false;
    if (this.rows + 1 === this.offsets.length) this.offsets = doubled(this.offsets);
    while (this.count + names.length > this.ids.length) this.ids = doubled(this.ids);
    for (const name of names) {
      let id = this.numbers.get(name);
      if (id === undefined) {
        id = this.numbers.size;
        this.numbers.set(name, id);
      }
      this.ids[this.count++] = id;
    }
    this.offsets[++this.rows] = this.count;
    if (names.length > 0) this.smallest = Math.max(this.smallest, Math.ceil(prompt / names.length));
    if (names.length > 1) this.largest = Math.min(this.largest, Math.ceil(prompt / (names.length - 1)) - 1);
    return true;
  }

  /** Tokens of a block; null when no size fits all rows, or no row named any. */
  blockTokens(): Tokens | null {
    if (this.given !== null) return this.count === 0 ? null : this.given;
    if (this.count === 0 || this.smallest > this.largest) return null;
    const known = KNOWN_BLOCK_TOKENS.find((size) => this.smallest <= size && size <= this.largest);
    return known ?? this.smallest;
  }

  /** Cuts the columns to size; `order` is the row that comes i-th, or null when the rows are in order. */
  finish(order: Uint32Array | null): void {
    const { ids, offsets } = this;
    this.ids = new Int32Array(this.count);
    this.offsets = new Int32Array(this.rows + 1);
    let at = 0;
    for (let i = 0; i < this.rows; i++) {
      const row = order === null ? i : order[i]!;
      this.ids.set(ids.subarray(offsets[row], offsets[row + 1]), at);
      at += offsets[row + 1]! - offsets[row]!;
      this.offsets[i + 1] = at;
    }
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}
