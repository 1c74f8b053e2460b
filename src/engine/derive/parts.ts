import type { StepPart } from '../cost/step-cost';
import type { PoolInput } from '../input';
import { given, type Origin, type Quantity } from './quantity';

/** Parts of a step by the names that cost models give them: for people, and the figure of the chip behind each. */
const PARTS: Record<string, readonly [label: string, fact: string]> = {
  qkv: ['Query, key and value projections', 'gemm'],
  attDec: ['Attention over the KV cache', 'decodeAttention'],
  o: ['Output projection of attention', 'gemm'],
  ffn: ['FFN', 'gemm'],
  moe: ['Routed experts', 'moe'],
  router: ['Router of the experts', 'gemm'],
  comm: ['All-reduce over the group', 'allReduce'],
  aux: ['Small kernels', 'aux'],
  head: ['Output head', 'gemm'],
  allToAll: ['Sending tokens to their experts and back, what computing does not hide', 'allToAll'],
  send: ['Sends between pipeline stages', 'networkBytesPerSecond'],
  bubble: ['Waiting for the slowest stage', 'gemm'],
  layers: ['Reading and computing the layers', 'sram.memoryEfficiency'],
  exchange: ['Exchanges between the chips of a layer, and hops between stages', 'sram.hopSeconds'],
  residual: ['What a layer takes beyond that', 'sram.layerBaseSeconds'],
};

/** Parts of a step on chips of a pool, each as one number. */
export function partQuantities(parts: readonly StepPart[], { chip, software }: PoolInput): Quantity[] {
  return parts.map(({ name, seconds }, i) => {
    const known = PARTS[name];
    const fact = chip.kind === 'sram' && name === 'head' ? 'sram.memoryEfficiency' : (known?.[1] ?? name);
    const from: Origin =
      name === 'software'
        ? { kind: 'software', profile: software.id }
        : { kind: 'chip', chip: chip.id, fact };
    const label = name === 'software' ? 'Serving software' : (known?.[0] ?? name);
    return given(`t_${String(i + 1)}`, label, 's', seconds, from);
  });
}

/** `a + b + c` over the symbols of quantities. */
export const sumOf = (quantities: readonly Quantity[]): string =>
  quantities.map(({ symbol }) => symbol).join(' + ');
