import type {
  ChipInput,
  ComputeFormat,
  EngineKernels,
  ExpertFit,
  GemmFit,
  GpuTiming,
  OlderKernels,
  SoftwareProfile,
  WeightFormat,
} from '../input';
import { weightGroups } from '../model/formats';

/** A chip whose steps are timed as a GPU's. */
export type GpuChip = ChipInput & { gpu: GpuTiming };

/**
 * A chip's constants as a given serving engine's kernels meet them. The constants come from kernels measured alone,
 * where quantising the activations is part of a product; engines fuse it into the norm before, overlap the start of
 * kernels, and bring their own all-reduce. Software without `kernels` gets the chip as it is.
 */
export function chipInEngine(chip: ChipInput, software: SoftwareProfile, format: WeightFormat): GpuChip {
  if (chip.gpu === null) throw new TypeError('only a chip of kind gpu runs an engine');
  const before = met.get(chip);
  if (before?.software === software && before.format === format) return before.chip;
  const adapted = { ...chip, gpu: timingIn(chip.gpu, software, format) };
  met.set(chip, { software, format, chip: adapted });
  return adapted;
}

/** How each chip was met last: every point of a curve over sizes asks for the same. */
const met = new WeakMap<ChipInput, { software: SoftwareProfile; format: WeightFormat; chip: GpuChip }>();

function timingIn(gpu: GpuTiming, { kernels, older }: SoftwareProfile, format: WeightFormat): GpuTiming {
  if (kernels !== undefined) return timing(gpu, kernels, format);
  return older === undefined ? gpu : olderTiming(gpu, older);
}

function olderTiming(gpu: GpuTiming, older: OlderKernels): GpuTiming {
  const { gemm, prefillAttention, allReduce } = gpu;
  const products = Object.entries(gemm).map(([format, fit]) => [
    format,
    { ...fit, computeEfficiency: fit.computeEfficiency * older.products },
  ]);
  return {
    ...gpu,
    gemm: Object.fromEntries(products) as GpuTiming['gemm'],
    prefillAttention: {
      ...prefillAttention,
      efficiency: prefillAttention.efficiency * older.attention,
    },
    allReduce: {
      ...allReduce,
      bytesPerSecond: allReduce.bytesPerSecond * older.allReduce,
      largeBytesPerSecond: allReduce.bytesPerSecond * older.largeAllReduce,
    },
  };
}

function timing(gpu: GpuTiming, kernels: EngineKernels, format: WeightFormat): GpuTiming {
  const { allReduce, allToAll, decodeAttention, prefillAttention, aux } = gpu;
  return {
    gemm: products(gpu, kernels, format),
    decodeAttention: {
      tauSeconds: decodeAttention.tauSeconds * kernels.decodeLatency,
      memoryEfficiency: decodeAttention.memoryEfficiency * kernels.decodeMemory,
    },
    prefillAttention: {
      ...prefillAttention,
      efficiency: gpu.inEngine?.prefillEfficiency ?? prefillAttention.efficiency,
    },
    allReduce: {
      baseSeconds: allReduce.baseSeconds * kernels.allReduceLatency,
      perDoublingSeconds: allReduce.perDoublingSeconds * kernels.allReduceLatency,
      bytesPerSecond: allReduce.bytesPerSecond * kernels.allReduceRate,
    },
    allToAll,
    moe: experts(gpu, kernels, format),
    aux: { ...aux, tauSeconds: aux.tauSeconds * kernels.auxLatency },
    latentSeconds: kernels.latentSeconds,
    qkNormSeconds: kernels.qkNormSeconds,
  };
}

/** Products start as in bf16, plus what is left of quantising the activations. */
function products(gpu: GpuTiming, kernels: EngineKernels, format: WeightFormat): GpuTiming['gemm'] {
  const start = gpu.gemm.bf16?.tauSeconds ?? 0;
  const extra =
    weightGroups(format).ffn === 'fp8b' ? kernels.blockQuantisedSeconds : kernels.quantisedSeconds;
  const adapted: Partial<Record<ComputeFormat, GemmFit>> = {};
  for (const [compute, fit] of Object.entries(gpu.gemm) as [ComputeFormat, GemmFit][]) {
    const reached = gpu.inEngine?.gemm[compute];
    adapted[compute] =
      compute === 'bf16'
        ? fit
        : {
            tauSeconds: start + extra,
            computeEfficiency: (reached ?? fit).computeEfficiency * kernels.quantisedCompute,
            memoryEfficiency: (reached ?? fit).memoryEfficiency,
          };
  }
  return adapted;
}

function experts(gpu: GpuTiming, kernels: EngineKernels, format: WeightFormat): ExpertFit {
  const stored = weightGroups(format).expert;
  const table = gpu.inEngine?.experts;
  const fit =
    table?.[stored] ?? (stored === 'fp16' ? table?.bf16 : stored === 'fp8' ? table?.fp8b : undefined);
  const chosen = fit ?? gpu.moe;
  return {
    ...chosen,
    tauSeconds: chosen.tauSeconds * kernels.expertLatency,
    routingSkew: kernels.routingSkew,
  };
}
