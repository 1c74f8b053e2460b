import type { SoftwareProfile } from '../input';
import type { GemmTerms } from './gemm';
import { workSums, type GpuCostInput, type GpuTerms } from './gpu-terms';

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
  if (part === 'layers') return withoutHead(terms);
  const inFfn = part === 'ffn';
  const layers = part === 'head' ? 0 : 1;
  const columns = shape.moe === null ? shape.ffnWidth : shape.moe.expertsPerToken * shape.moe.expertWidth;
  const ffnBytes = (3 * columns) / tensorParallel;
  const share = layers * ((inFfn ? ffnBytes : 8 * shape.width) / (8 * shape.width + ffnBytes));
  const gemms = terms.gemms.filter((gemm) => layers > 0 && (gemm.part === 'ffn') === inFfn);
  const experts = inFfn ? terms.experts : null;
  const head = layers > 0 ? NOTHING : terms.head;
  const auxPerToken = terms.auxPerToken * share;
  const auxBytesPerToken = terms.auxBytesPerToken * share;
  return {
    ...terms,
    gemms,
    head,
    experts,
    auxPerToken,
    auxBytesPerToken,
    work: workSums({ gemms, head, experts, auxPerToken, auxBytesPerToken, power: terms.power }),
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

function withoutHead(terms: GpuTerms): GpuTerms {
  const work = workSums({ ...terms, head: NOTHING });
  return { ...terms, head: NOTHING, work, software: idle(terms.software) };
}

const idle = (software: SoftwareProfile): SoftwareProfile => ({
  ...software,
  stepSeconds: 0,
  sequenceSeconds: 0,
  hostLayerSeconds: 0,
});
