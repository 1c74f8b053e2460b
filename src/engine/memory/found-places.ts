/** Where the blocks at the front of a row are: pieces, each of a place and the end of its blocks. */
export class FoundPlaces {
  pieces = 0;
  private places = new Uint8Array(16);
  private ends = new Int32Array(16);

  clear(): void {
    this.pieces = 0;
  }

  /** The blocks from the last piece's end on, up to `end`, are at a place. */
  add(place: number, end: number): void {
    const { pieces } = this;
    if (pieces > 0 && this.places[pieces - 1] === place) {
      this.ends[pieces - 1] = end;
      return;
    }
    if (pieces === this.ends.length) this.grow();
    this.places[pieces] = place;
    this.ends[pieces] = end;
    this.pieces++;
  }

  placeOf(piece: number): number {
    return this.places[piece]!;
  }

  /** Of the blocks [from, to): how many lie in a piece. */
  within(piece: number, from: number, to: number): number {
    const start = piece > 0 ? this.ends[piece - 1]! : 0;
    return Math.max(0, Math.min(to, this.ends[piece]!) - Math.max(from, start));
  }

  /** Blocks at the front that are on the device. */
  get onDevice(): number {
    return this.pieces > 0 && this.places[0] === 0 ? this.ends[0]! : 0;
  }

  private grow(): void {
    const [places, ends] = [this.places, this.ends];
    this.places = new Uint8Array(2 * places.length);
    this.ends = new Int32Array(2 * ends.length);
    this.places.set(places);
    this.ends.set(ends);
  }
}
