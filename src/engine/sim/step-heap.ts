/**
 * Min-heap of (step, request) for one lane: the step at which a sequence of its batch next changes something
 * (it ends, or leaves the window). Only these sequences are touched; the others wait untold. Capacity is fixed.
 */
export class StepHeap {
  size = 0;
  private readonly step: Float64Array;
  private readonly request: Int32Array;

  constructor(capacity: number) {
    this.step = new Float64Array(capacity);
    this.request = new Int32Array(capacity);
  }

  peekStep(): number {
    return this.size > 0 ? this.step[0]! : Infinity;
  }

  peekRequest(): number {
    return this.request[0]!;
  }

  /** The request at a place in no particular order, for the rare scan. */
  requestAt(place: number): number {
    return this.request[place]!;
  }

  push(step: number, request: number): void {
    if (this.size === this.step.length) throw new Error('a lane holds more sequences than its cap');
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.precedes(step, request, parent)) break;
      this.step[at] = this.step[parent]!;
      this.request[at] = this.request[parent]!;
      at = parent;
    }
    this.step[at] = step;
    this.request[at] = request;
  }

  pop(): void {
    this.removeAt(0);
  }

  /** Removes one request; linear, used only when a sequence is preempted. */
  remove(request: number): void {
    for (let at = 0; at < this.size; at++) {
      if (this.request[at] === request) {
        this.removeAt(at);
        return;
      }
    }
  }

  private removeAt(hole: number): void {
    const last = --this.size;
    if (hole === last) return;
    const step = this.step[last]!;
    const request = this.request[last]!;
    let at = hole;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.precedes(step, request, parent)) break;
      this.step[at] = this.step[parent]!;
      this.request[at] = this.request[parent]!;
      at = parent;
    }
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && this.precedes(this.step[child + 1]!, this.request[child + 1]!, child)) child++;
      if (this.precedes(step, request, child)) break;
      this.step[at] = this.step[child]!;
      this.request[at] = this.request[child]!;
      at = child;
    }
    this.step[at] = step;
    this.request[at] = request;
  }

  private precedes(step: number, request: number, other: number): boolean {
    const s = this.step[other]!;
    return step < s || (step === s && request < this.request[other]!);
  }
}
