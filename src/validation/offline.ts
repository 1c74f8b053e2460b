import type { InEngineTiming } from '../engine/input';
import type { Configuration } from './configuration';

/**
 * TensorRT-LLM as its throughput tables were made: a tuned offline run, not a server. Three things differ from the
 * profile that serving runs gave, each with its reason.
 */

/**
 * Nothing is streamed to a user, and the host works while the chip does, so a sequence costs what a compiled runtime
 * needs for it (model.md §2.4, `lean`).
 */
const SEQUENCE_SECONDS = 5e-6;

/** Large fp8 products of its own kernel table reach 65 % of the peak of an H100; serving runs gave 52 %. */
const FP8_COMPUTE = 0.65;

/**
 * The default kernels of these versions for nvfp4 experts are the slower of the two in the kernel table, where they
 * take 1.6 times as long as the constants say, from 1024 to 16384 tokens.
 */
const SLOWER_EXPERTS = 1.6;

export function offlineOf(c: Configuration): Configuration {
  const software = { ...c.software, sequenceSeconds: SEQUENCE_SECONDS };
  const gpu = c.chip.gpu;
  if (gpu?.inEngine === undefined) return { ...c, software };
  // DeepSeek's tables agree with the faster kernels, seen from the rows themselves; the versions offer both.
  const inEngine = tuned(gpu.inEngine, c.model.shape.mla === null ? SLOWER_EXPERTS : 1);
  return { ...c, software, chip: { ...c.chip, gpu: { ...gpu, inEngine } } };
}

function tuned({ gemm, experts, ...rest }: InEngineTiming, slower: number): InEngineTiming {
  const { fp8 } = gemm;
  const { nvfp4 } = experts;
  return {
    ...rest,
    gemm: fp8 === undefined ? gemm : { ...gemm, fp8: { ...fp8, computeEfficiency: FP8_COMPUTE } },
    experts:
      nvfp4 === undefined
        ? experts
        : {
            ...experts,
            nvfp4: {
              ...nvfp4,
              computeEfficiency: nvfp4.computeEfficiency / slower,
              bytesPerRoutedElement: (nvfp4.bytesPerRoutedElement ?? 0) * slower,
            },
          },
  };
}
