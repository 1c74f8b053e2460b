import type {
  ComputeFormat,
  GemmFit,
  GpuTiming,
  InEngineTiming,
  MemoryTierId,
  PowerFit,
  SramTiming,
} from '../engine/input';
import type { Bytes, BytesPerSecond, FlopPerSecond, UsDollars, Watts } from '../units/units';
import type { ChipClass, FigureValue, SiUnit } from './chip-facts';
import type { Known, Sourced, SourcedFields } from './sourced';

/** One recorded figure, in SI, for the chip's card. */
export interface Spec {
  /** E.g. `peak.bf16.tflops`; the last word is the unit of the source, `unit` the one of `fact`. */
  key: string;
  unit: SiUnit;
  fact: Sourced<FigureValue>;
}

/** Operator constants with a class per operator. */
export interface SourcedGpuTiming {
  gemm: Partial<Record<ComputeFormat, Known<GemmFit>>>;
  decodeAttention: Known<GpuTiming['decodeAttention']>;
  prefillAttention: Known<GpuTiming['prefillAttention']>;
  allReduce: Known<GpuTiming['allReduce']>;
  allToAll: Known<GpuTiming['allToAll']>;
  moe: Known<GpuTiming['moe']>;
  aux: Known<GpuTiming['aux']>;
  inEngine: Known<InEngineTiming>;
}

export interface EngineFields {
  /** Dense peaks by the format the engine computes in. */
  peakFlops: Partial<Record<ComputeFormat, Sourced<FlopPerSecond>>>;
  /** The memory that holds the weights. */
  memory: { tier: MemoryTierId; bytes: Sourced<Bytes>; bytesPerSecond: Sourced<BytesPerSecond> };
  scaleUpChips: Known<number>;
  networkBytesPerSecond: Known<BytesPerSecond>;
  /** Exactly one of the two is set, by `kind`; both null when nothing is known to time it with. */
  gpu: SourcedGpuTiming | null;
  sram: SourcedFields<SramTiming> | null;
  tdpWatts: Sourced<Watts>;
  power: SourcedFields<PowerFit>;
  usdPerHour: Sourced<UsDollars>;
}

export interface ChipRecord {
  id: string;
  name: string;
  vendor: string;
  class: ChipClass;
  kind: 'gpu' | 'sram';
  /** Only there to compare with measurements; not offered as a choice. */
  validationOnly: boolean;
  /** One sentence a reader must see beside the name, e.g. that the device was never sold; else null. */
  caution: string | null;
  /** A rack of smaller chips: simulate those instead. */
  unitsOf: { id: string; count: number } | null;
  labels: Record<string, string>;
  specs: Spec[];
  engine: EngineFields;
}
