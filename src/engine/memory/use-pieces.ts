import { longer } from './stretch-columns';

/**
 * How often each block of a range has been used, as pieces of equal counts. `most` is the count beyond which nobody
 * tells apart; where that is 1 every block counts as used once and nothing is kept.
 */
export class UsePieces {
  readonly most: number;
  private pieces = 0;
  private ends = new Int32Array(8);
  private uses = new Int32Array(8);

  constructor(most: number) {
    this.most = most;
  }

  /** Every block before `end` has been used so often. */
  fill(end: number, uses: number): void {
    if (this.most === 1) return;
    this.pieces = 1;
    this.ends[0] = end;
    this.uses[0] = Math.min(uses, this.most);
  }

  /** Blocks [from, to) have been used so often at least. */
  raise(from: number, to: number, uses: number): void {
    if (this.most === 1) return;
    const first = this.cut(from);
    for (let i = first, end = this.cut(to); i < end; i++) this.uses[i] = Math.max(this.uses[i]!, uses);
  }

  /** Blocks [from, to) have been used so often. */
  set(from: number, to: number, uses: number): void {
    if (this.most === 1) return;
    const first = this.cut(from);
    for (let i = first, end = this.cut(to); i < end; i++) this.uses[i] = uses;
  }

  /** The piece that has the block at `place`, -1 where there are no pieces. */
  pieceAt(place: number): number {
    if (this.most === 1) return -1;
    let i = 0;
    while (this.ends[i]! <= place) i++;
    return i;
  }

  usesOf(piece: number): number {
    return piece < 0 ? 1 : this.uses[piece]!;
  }

  endOf(piece: number): number {
    return this.ends[piece]!;
  }

  /** Makes a piece begin at `place`, and returns it. */
  private cut(place: number): number {
    if (place <= 0) return 0;
    if (place >= this.ends[this.pieces - 1]!) return this.pieces;
    const i = this.pieceAt(place);
    if (i > 0 && this.ends[i - 1] === place) return i;
    if (this.pieces === this.ends.length) {
      this.ends = longer(this.ends, new Int32Array(2 * this.pieces));
      this.uses = longer(this.uses, new Int32Array(2 * this.pieces));
    }
    this.ends.copyWithin(i + 1, i, this.pieces);
    this.uses.copyWithin(i + 1, i, this.pieces);
    this.ends[i] = place;
    this.pieces++;
    return i + 1;
  }
}
