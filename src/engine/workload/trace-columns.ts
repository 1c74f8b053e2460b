import type { Seconds, Tokens } from '../../units/units';
import type { TraceBlocks } from './trace-blocks';

/** Bounds the memory of a trace: 16 bytes a request, some 320 MB at the limit, besides the names of its blocks. */
export const MAX_TRACE_REQUESTS = 20_000_000;

/** Columns of a trace while it is read. They double when full, so rows cost no objects. */
export class TraceColumns {
  count = 0;
  skipped = 0;
  /** Rows whose stamp is before that of the row above. */
  outOfOrder = 0;
  arrivalSeconds = new Float64Array(1024);
  promptTokens = new Int32Array(1024);
  outputTokens = new Int32Array(1024);
  /** Names of the prompts' blocks; null until a row has some. A row that is added adds its names here, too. */
  blocks: TraceBlocks | null = null;

  add(arrivalSeconds: Seconds, promptTokens: Tokens, outputTokens: Tokens): void {
    const i = this.count;
    if (i === this.arrivalSeconds.length) this.grow();
    if (i > 0 && arrivalSeconds < this.arrivalSeconds[i - 1]!) this.outOfOrder++;
    this.arrivalSeconds[i] = arrivalSeconds;
    this.promptTokens[i] = promptTokens;
    this.outputTokens[i] = outputTokens;
    this.count++;
  }

  /** Cuts the columns to size, puts them in order of arrival (ties keep the order of the file), starts at 0. */
  finish(): void {
    const count = this.count;
    this.arrivalSeconds = this.arrivalSeconds.slice(0, count);
    this.promptTokens = this.promptTokens.slice(0, count);
    this.outputTokens = this.outputTokens.slice(0, count);
    const order = this.outOfOrder > 0 ? this.sort() : null;
    this.blocks?.finish(order);
    const start = this.arrivalSeconds[0]!;
    for (let i = 0; i < count; i++) this.arrivalSeconds[i] = this.arrivalSeconds[i]! - start;
  }

  private grow(): void {
    const length = this.arrivalSeconds.length * 2;
    const arrivalSeconds = new Float64Array(length);
    const promptTokens = new Int32Array(length);
    const outputTokens = new Int32Array(length);
    arrivalSeconds.set(this.arrivalSeconds);
    promptTokens.set(this.promptTokens);
    outputTokens.set(this.outputTokens);
    this.arrivalSeconds = arrivalSeconds;
    this.promptTokens = promptTokens;
    this.outputTokens = outputTokens;
  }

  /** Returns the row that comes i-th. */
  private sort(): Uint32Array {
    const { arrivalSeconds, promptTokens, outputTokens } = this;
    const order = Uint32Array.from(arrivalSeconds, (_, i) => i);
    order.sort((i, j) => arrivalSeconds[i]! - arrivalSeconds[j]! || i - j);
    this.arrivalSeconds = Float64Array.from(order, (i) => arrivalSeconds[i]!);
    this.promptTokens = Int32Array.from(order, (i) => promptTokens[i]!);
    this.outputTokens = Int32Array.from(order, (i) => outputTokens[i]!);
    return order;
  }
}
