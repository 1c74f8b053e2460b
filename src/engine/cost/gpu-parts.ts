import type { SoftwareProfile } from '../input';
import type { GemmTerms } from './gemm';
import type { GpuCostInput, GpuTerms } from './gpu-terms';

/**
 * A step cut by what can run on different machines: attention and FFN of the layers, and what comes once a step; `layers`
 * is both of the former.
 */
export type GpuPart = 'layers' | 'attention' | 'ffn' | 'head';

const NOTHING: GemmTerms = {
  format: 'bf16',
  latency: 0,
  computePerToken: 0,
  bytesFixed: 0,
  bytesPerToken: 0,
  flopPerToken: 0,
  drawFixed: 0,
  drawPerToken: 0,
  trafficFixed: 0,
  trafficPerToken: 0,
};

/**
 * One part of a step. `attention` has the projections and the router, which decides where activations go; `ffn` the
 * FFN and the routed experts; `head` the output head and the serving software, once a step. Of a layer's two
 * all-reduces either half has one; of its small kernels' launches either has half (assumed), of their bytes what
 * it moves.
 */
export function gpuPart(terms: GpuTerms, part: GpuPart, { shape, tensorParallel }: GpuCostInput): GpuTerms {
  if (part === 'layers') return { ...terms, head: NOTHING, software: idle(terms.software) };
  const inFfn = part === 'ffn';
  const layers = part === 'head' ? 0 : 1;
  const columns = shape.moe === null ? shape.ffnWidth : shape.moe.expertsPerToken * shape.moe.expertWidth;
  const ffnBytes = (3 * columns) / tensorParallel;
  const share = layers * ((inFfn ? ffnBytes : 8 * shape.width) / (8 * shape.width + ffnBytes));
  return {
    ...terms,
    gemms: terms.gemms.filter((gemm) => layers > 0 && (gemm.part === 'ffn') === inFfn),
    head: layers > 0 ? NOTHING : terms.head,
    experts: inFfn ? terms.experts : null,
    auxPerToken: terms.auxPerToken * share,
    auxBytesPerToken: terms.auxBytesPerToken * share,
    global: part === 'attention' ? terms.global : null,
    local: part === 'attention' ? terms.local : null,
    commLatency: (terms.commLatency * layers) / 2,
    commPerToken: (terms.commPerToken * layers) / 2,
    auxLatency: (terms.auxLatency * layers) / 2,
    hostSeconds: 0,
    promptHostSeconds: 0,
    software: layers > 0 ? idle(terms.software) : terms.software,
  };
}

const idle = (software: SoftwareProfile): SoftwareProfile => ({
  ...software,
  stepSeconds: 0,
  sequenceSeconds: 0,
  hostLayerSeconds: 0,
});
