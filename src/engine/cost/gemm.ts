import type { Bytes, Flop, Seconds } from '../../units/units';
import type { ChipInput, ComputeFormat, GemmFit, WeightFormat } from '../input';
import { activationBytesPerElement, computeFormat, peakFlops, weightBytesPerElement } from '../model/formats';

/**
 * A matrix product of T tokens with fixed weights, as coefficients in T:
 * t = latency + √((T·computePerToken)² + (bytesFixed + T·bytesPerToken)²) seconds, model.md §2.1.
 */
export interface GemmTerms {
  format: ComputeFormat;
  latency: Seconds;
  computePerToken: Seconds;
  /** Seconds of memory traffic: the weights, then activations per token. */
  bytesFixed: Seconds;
  bytesPerToken: Seconds;
  flopPerToken: Flop;
  /** `drawSeconds` of the weights, then of a token. */
  drawFixed: Seconds;
  drawPerToken: Seconds;
  trafficFixed: Bytes;
  trafficPerToken: Bytes;
}

/** Class defaults of chips nobody has fitted: 5 µs, 75 / 45 / 40 % of peak by width, 80 % of bandwidth. */
const UNFITTED: Record<ComputeFormat, GemmFit> = {
  bf16: { tauSeconds: 5e-6, computeEfficiency: 0.75, memoryEfficiency: 0.8 },
  fp8: { tauSeconds: 5e-6, computeEfficiency: 0.45, memoryEfficiency: 0.8 },
  int8: { tauSeconds: 5e-6, computeEfficiency: 0.45, memoryEfficiency: 0.8 },
  nvfp4: { tauSeconds: 5e-6, computeEfficiency: 0.4, memoryEfficiency: 0.8 },
};

/** Terms of a product with an `outputs` × `inputs` weight matrix stored in `format`, on a chip of kind `gpu`. */
export function gemmTerms(
  chip: ChipInput,
  outputs: number,
  inputs: number,
  format: Exclude<WeightFormat, 'mxfp4-experts'>,
): GemmTerms {
  const compute = computeFormat(chip, format);
  const fit = chip.gpu?.gemm[compute] ?? chip.gpu?.gemm.bf16 ?? UNFITTED[compute];
  const peak = peakFlops(chip, compute);
  const bandwidth = fit.memoryEfficiency * chip.memory.bytesPerSecond;
  const flopPerToken = 2 * outputs * inputs;
  const trafficFixed = outputs * inputs * weightBytesPerElement(format);
  // Results leave in bf16 whatever the inputs were.
  const trafficPerToken = inputs * activationBytesPerElement(compute) + 2 * outputs;
  const computePerToken = flopPerToken / (fit.computeEfficiency * peak);
  const bytesFixed = trafficFixed / bandwidth;
  const bytesPerToken = trafficPerToken / bandwidth;
  const { power } = chip;
  return {
    format: compute,
    latency: fit.tauSeconds,
    computePerToken,
    bytesFixed,
    bytesPerToken,
    flopPerToken,
    drawFixed: power.memory * bytesFixed,
    drawPerToken: power.memory * bytesPerToken + power.compute * computePerToken,
    trafficFixed,
    trafficPerToken,
  };
}

/** Seconds of a product of `tokens` tokens. */
export function gemmSeconds(terms: GemmTerms, tokens: number): Seconds {
  const compute = tokens * terms.computePerToken;
  const bytes = terms.bytesFixed + tokens * terms.bytesPerToken;
  return terms.latency + Math.sqrt(compute * compute + bytes * bytes);
}
