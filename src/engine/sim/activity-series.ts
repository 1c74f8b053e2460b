import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';

/** What a pool did in some stretch of time. */
export interface Activity {
  busyChipSeconds: Seconds;
  /** ∫ power / TDP over busy chips. */
  tdpSeconds: Seconds;
  flop: Flop;
  bytes: Bytes;
  /** Output tokens delivered. */
  tokens: Tokens;
}

const COLUMNS = 5;

/**
 * What a pool did, by when: amounts on a uniform grid of fixed length, so that any part of the run can be asked about
 * once it is over. The span is not known in advance: when time runs past the last bucket, neighbours are merged.
 * Within a bucket, and within what is added at once, amounts are spread evenly.
 */
export class ActivitySeries {
  width: Seconds;
  private readonly buckets: number;
  /** Row by row: the amounts of one bucket. */
  private readonly amounts: Float64Array;

  constructor(buckets: number, width: Seconds) {
    this.buckets = buckets;
    this.width = width;
    this.amounts = new Float64Array(buckets * COLUMNS);
  }

  add(
    from: Seconds,
    to: Seconds,
    busyChipSeconds: Seconds,
    tdpSeconds: Seconds,
    flop: Flop,
    bytes: Bytes,
    tokens: Tokens,
  ): void {
    while (to > this.width * this.buckets) this.widen();
    const most = this.buckets - 1;
    const first = Math.min(most, Math.floor(from / this.width));
    const last = to > from ? Math.min(most, Math.floor(to / this.width)) : first;
    const { amounts } = this;
    for (let b = first; b <= last; b++) {
      const begin = b === first ? from : b * this.width;
      const end = b === last ? to : (b + 1) * this.width;
      const share = first === last ? 1 : (end - begin) / (to - from);
      const row = b * COLUMNS;
      amounts[row]! += busyChipSeconds * share;
      amounts[row + 1]! += tdpSeconds * share;
      amounts[row + 2]! += flop * share;
      amounts[row + 3]! += bytes * share;
      amounts[row + 4]! += tokens * share;
    }
  }

  /** What was done between two times. */
  between(from: Seconds, to: Seconds): Activity {
    const sums = [0, 0, 0, 0, 0];
    for (let b = 0; b < this.buckets; b++) {
      const overlap = Math.min(to, (b + 1) * this.width) - Math.max(from, b * this.width);
      if (overlap <= 0) continue;
      for (let c = 0; c < COLUMNS; c++) sums[c]! += (this.amounts[b * COLUMNS + c]! * overlap) / this.width;
    }
    const [busyChipSeconds, tdpSeconds, flop, bytes, tokens] = sums as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { busyChipSeconds, tdpSeconds, flop, bytes, tokens };
  }

  private widen(): void {
    const { amounts, buckets } = this;
    for (let b = 0; b < buckets / 2; b++) {
      for (let c = 0; c < COLUMNS; c++) {
        amounts[b * COLUMNS + c] = amounts[2 * b * COLUMNS + c]! + amounts[(2 * b + 1) * COLUMNS + c]!;
      }
    }
    amounts.fill(0, (buckets / 2) * COLUMNS);
    this.width *= 2;
  }
}
