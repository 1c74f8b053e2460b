import type { Bytes, Seconds } from '../../units/units';
import type { GpuTiming } from '../input';
import { log2 } from '../number/portable';

/** Seconds of an all-reduce of `bytes` over `ranks`: a start-up that grows with log₂ n, then 2(n−1)/n of the bytes. */
export function allReduceSeconds(fit: GpuTiming['allReduce'], ranks: number, bytes: Bytes): Seconds {
  return allReduceLatency(fit, ranks) + bytes * allReducePerByte(fit, ranks);
}

export function allReduceLatency(fit: GpuTiming['allReduce'], ranks: number): Seconds {
  return ranks > 1 ? fit.baseSeconds + fit.perDoublingSeconds * log2(ranks) : 0;
}

export function allReducePerByte(fit: GpuTiming['allReduce'], ranks: number): number {
  return ranks > 1 ? (2 * (ranks - 1)) / ranks / fit.bytesPerSecond : 0;
}

/** Messages that libraries of 2023 sent another, slower way; found at 64 MiB, nothing is published. */
export const LARGE_MESSAGE: Bytes = 64 * 1024 * 1024;

/** How much longer a byte of a large message takes. */
export function largeMessageFactor(fit: GpuTiming['allReduce']): number {
  return fit.largeBytesPerSecond === undefined ? 1 : fit.bytesPerSecond / fit.largeBytesPerSecond;
}
