import type { EngineKernels, ExpertFit, InEngineTiming, SoftwareProfile } from '../../engine/input';
import { earlySoftware } from '../early-experts';

/**
 * The parameters of the engine profiles as a vector. Each has a prior: what the kernel tables say where they say
 * something, and how far it may be from that. A fit that only follows its prior has learnt nothing from a parameter.
 */
export interface Parameter {
  name: string;
  prior: number;
  /** Standard deviation of the prior. */
  spread: number;
  least: number;
}

export const ENGINES = ['vllm', 'sglang', 'trtllm'] as const;
export type EngineId = (typeof ENGINES)[number];

/** [prior, spread, least], microseconds and milliseconds as in the names. */
type Prior = [prior: number, spread: number, least: number];

const PER_ENGINE: Record<string, Prior> = {
  stepMs: [0.7, 0.4, 0],
  sequenceUs: [20, 10, 0],
  requestMs: [15, 10, 0],
  // Twenty kernels of 5 µs, or the 0.6 ms that a layer took in 2023.
  promptLayerMs: [0.35, 0.25, 0],
  promptExpertMs: [0.3, 0.5, 0],
  promptLatentMs: [0.3, 0.7, 0],
  quantisedUs: [2, 1, 0],
  blockQuantisedUs: [4, 2, 0],
  quantisedCompute: [1, 0.07, 0.3],
  allReduceLatency: [1, 0.25, 0.05],
  allReduceRate: [1.4, 0.25, 0.2],
  auxLatency: [1, 0.25, 0.1],
  expertLatency: [1, 0.15, 0.2],
  latentUs: [15, 8, 0],
  // Two small kernels, or one where the engine fuses them.
  qkNormUs: [5, 2.5, 0],
};

/** Of the generation of vLLM before: how many times as long its experts took to start. */
const EARLY = 'vllm.earlyExperts';

const SHARED: Record<string, Prior> = {
  decodeLatency: [1, 0.15, 0.1],
  decodeMemory: [1, 0.05, 0.3],
  routingSkew: [0.9, 0.15, 0],
  hopperPrefill: [0.68, 0.14, 0.2],
  blackwellPrefill: [0.6, 0.12, 0.2],
  hopperFp8Compute: [0.446, 0.031, 0.1],
  hopperFp8Memory: [0.88, 0.044, 0.3],
  blackwellFp8Compute: [0.54, 0.032, 0.1],
  blackwellFp8Memory: [0.79, 0.04, 0.3],
  nvfp4Compute: [0.45, 0.03, 0.1],
  nvfp4Memory: [0.67, 0.047, 0.3],
  // TensorRT-LLM's kernel table: its own kernels on Hopper, DeepGEMM on Blackwell.
  blockHopperUs: [29, 4, 8],
  blockHopperCompute: [0.37, 0.06, 0.1],
  blockHopperMemory: [0.76, 0.06, 0.3],
  blockHopperTraffic: [32, 6, 1],
  blockBlackwellUs: [37, 4, 8],
  blockBlackwellCompute: [0.56, 0.08, 0.1],
  blockBlackwellMemory: [0.7, 0.06, 0.3],
  blockBlackwellTraffic: [21, 5, 1],
  // The faster of the two kernels in the table, which engines take when they serve.
  nvfp4ExpertUs: [20.5, 4, 8],
  nvfp4ExpertCompute: [0.48, 0.08, 0.1],
  nvfp4ExpertMemory: [0.9, 0.1, 0.3],
  nvfp4ExpertTraffic: [5, 4, 1],
  // At least four kernels start, each in no less than two microseconds.
  mxfp4ExpertUs: [20, 4, 8],
  mxfp4ExpertTraffic: [15, 6, 1],
  mxfp4HopperCompute: [0.3, 0.1, 0.05],
  mxfp4HopperMemory: [0.8, 0.08, 0.2],
  mxfp4BlackwellCompute: [0.2, 0.06, 0.05],
  mxfp4BlackwellMemory: [0.8, 0.06, 0.2],
};

const parameter = (name: string, [prior, spread, least]: Prior): Parameter => ({
  name,
  prior,
  spread,
  least,
});

export const PARAMETERS: readonly Parameter[] = [
  ...ENGINES.flatMap((engine) =>
    Object.entries(PER_ENGINE).map(([name, prior]) => parameter(`${engine}.${name}`, prior)),
  ),
  parameter(EARLY, [1, 0.25, 0.2]),
  ...Object.entries(SHARED).map(([name, prior]) => parameter(name, prior)),
];

const indexOf = new Map(PARAMETERS.map(({ name }, i) => [name, i]));

/** The profiles and chip constants that a vector stands for. */
export interface Fitted {
  software: Record<EngineId, SoftwareProfile>;
  earlyVllm: SoftwareProfile;
  hopper: InEngineTiming;
  blackwell: InEngineTiming;
}

export function fittedOf(vector: readonly number[]): Fitted {
  const get = (name: string): number => {
    const value = vector[indexOf.get(name) ?? -1];
    if (value === undefined) throw new RangeError(`no parameter ${name}`);
    return value;
  };
  const experts = (key: string, traffic: string, us: string, paddedRows: number): ExpertFit => ({
    tauSeconds: get(us) / 1e6,
    computeEfficiency: get(`${key}Compute`),
    memoryEfficiency: get(`${key}Memory`),
    bytesPerRoutedElement: get(traffic),
    paddedRows,
  });
  const block = (family: string) =>
    experts(`block${family}`, `block${family}Traffic`, `block${family}Us`, 11);
  const gemm = (key: string) => ({
    computeEfficiency: get(`${key}Compute`),
    memoryEfficiency: get(`${key}Memory`),
  });
  const engines = Object.fromEntries(ENGINES.map((id) => [id, software(id, get)])) as Fitted['software'];
  return {
    software: engines,
    earlyVllm: earlySoftware(engines.vllm, get(EARLY)),
    hopper: {
      prefillEfficiency: get('hopperPrefill'),
      gemm: { fp8: gemm('hopperFp8') },
      experts: {
        fp8b: block('Hopper'),
        mxfp4: experts('mxfp4Hopper', 'mxfp4ExpertTraffic', 'mxfp4ExpertUs', 40),
      },
    },
    blackwell: {
      prefillEfficiency: get('blackwellPrefill'),
      gemm: { fp8: gemm('blackwellFp8'), nvfp4: gemm('nvfp4') },
      experts: {
        fp8b: block('Blackwell'),
        nvfp4: experts('nvfp4Expert', 'nvfp4ExpertTraffic', 'nvfp4ExpertUs', 18),
        mxfp4: experts('mxfp4Blackwell', 'mxfp4ExpertTraffic', 'mxfp4ExpertUs', 40),
      },
    },
  };
}

/** vLLM records graphs of steps of up to so many tokens, prompts in them or not. */
const GRAPH_TOKENS = 512;

function software(id: EngineId, get: (name: string) => number): SoftwareProfile {
  const own = (name: string) => get(`${id}.${name}`);
  const kernels: EngineKernels = {
    quantisedSeconds: own('quantisedUs') / 1e6,
    blockQuantisedSeconds: own('blockQuantisedUs') / 1e6,
    quantisedCompute: own('quantisedCompute'),
    allReduceLatency: own('allReduceLatency'),
    allReduceRate: own('allReduceRate'),
    auxLatency: own('auxLatency'),
    expertLatency: own('expertLatency'),
    decodeLatency: get('decodeLatency'),
    decodeMemory: get('decodeMemory'),
    latentSeconds: own('latentUs') / 1e6,
    qkNormSeconds: own('qkNormUs') / 1e6,
    routingSkew: get('routingSkew'),
  };
  return {
    id,
    stepSeconds: own('stepMs') / 1e3,
    sequenceSeconds: own('sequenceUs') / 1e6,
    hostLayerSeconds: 0,
    requestSeconds: own('requestMs') / 1e3,
    promptLaunch: {
      layerSeconds: own('promptLayerMs') / 1e3,
      expertLayerSeconds: own('promptExpertMs') / 1e3,
      latentLayerSeconds: own('promptLatentMs') / 1e3,
      ...(id === 'vllm' ? { graphTokens: GRAPH_TOKENS } : {}),
    },
    kernels,
  };
}
