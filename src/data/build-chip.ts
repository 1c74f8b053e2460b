import type { ComputeFormat, MemoryTierId, PowerFit } from '../engine/input';
import type { Watts } from '../units/units';
import { GPU_CALIBRATIONS, type GpuCalibration } from './calibration-gpu';
import { IN_ENGINE, OTHER_IN_ENGINE } from './calibration-in-engine';
import { OTHER_GPU_POWER, POWER_FITS, SRAM_POWER } from './calibration-power';
import { SRAM_CALIBRATIONS } from './calibration-sram';
import { type ChipFacts, oneNumber, readFigure, siUnit } from './chip-facts';
import type { ChipRecord, EngineFields, SourcedGpuTiming } from './chip-record';
import { defaultGemm, defaultTiming } from './class-defaults';
import { networkRate, scaleUpChips, scaleUpRate } from './links';
import { enginePeaks, type Peaks } from './peaks';
import { enginePrice } from './price';
import { cautionOn } from './cautions';
import { assumed, type Sourced, type SourcedFields, unknown } from './sourced';

/** Facts of a chip → its record: every figure in SI for the card, and the fields the engine computes with. */
export function buildChip(facts: ChipFacts, validationOnly = false): ChipRecord {
  return {
    id: facts.id,
    name: facts.name,
    vendor: facts.vendor,
    class: facts.class,
    kind: isSram(facts) ? 'sram' : 'gpu',
    validationOnly,
    caution: cautionOn(facts.id),
    unitsOf: UNITS_OF[facts.id] ?? null,
    labels: facts.labels,
    specs: Object.entries(facts.figures).map(([key, figure]) => ({
      key,
      unit: siUnit(key),
      fact: readFigure(key, figure),
    })),
    engine: engineFields(facts),
  };
}

const UNITS_OF: Record<string, { id: string; count: number }> = {
  'groq3-lpx-rack': { id: 'groq3-lp30', count: 256 },
};

/** Everything else streams its weights from a memory, GPU or not. */
const isSram = (facts: ChipFacts): boolean => facts.class === 'lpu-sram' || facts.class === 'wafer-sram';

function engineFields(facts: ChipFacts): EngineFields {
  const peakFlops = enginePeaks(facts);
  const sram = isSram(facts);
  return {
    peakFlops,
    memory: weightMemory(facts),
    scaleUpChips: scaleUpChips(facts),
    networkBytesPerSecond: networkRate(facts),
    gpu: sram ? null : gpuTiming(facts, peakFlops),
    sram: sram ? (SRAM_CALIBRATIONS[facts.id] ?? null) : null,
    tdpWatts: tdp(facts),
    power: powerFit(facts),
    usdPerHour: enginePrice(facts),
  };
}

const WEIGHT_TIERS: [string, MemoryTierId][] = [
  ['hbm', 'hbm'],
  ['gddr', 'gddr'],
  ['lpddr', 'lpddr'],
  ['ddr', 'dram'],
];

function weightMemory(facts: ChipFacts): EngineFields['memory'] {
  const tiers: [string, MemoryTierId][] = isSram(facts) ? [['sram', 'sram']] : WEIGHT_TIERS;
  const found = tiers.find(([name]) => facts.figures[`memory.${name}.bytes`]);
  if (!found) throw new Error(`${facts.id} has no memory for weights`);
  const [name, tier] = found;
  return {
    tier,
    bytes: figure(facts, `memory.${name}.bytes`),
    bytesPerSecond: figure(facts, `memory.${name}.bytesPerSecond`),
  };
}

function figure(facts: ChipFacts, key: string): Sourced<number> {
  return oneNumber(facts, key, 'low') ?? unknown('Not on record.');
}

function gpuTiming(facts: ChipFacts, peaks: Peaks): SourcedGpuTiming {
  const formats = Object.keys(peaks) as ComputeFormat[];
  const measured = GPU_CALIBRATIONS[facts.id];
  if (!measured) return defaultTiming(facts, formats, scaleUpRate(facts));
  const gemm = Object.fromEntries(formats.map((format) => [format, gemmFit(measured, format)]));
  const { decodeAttention, prefillAttention, allReduce, allToAll, moe, aux } = measured;
  const inEngine = IN_ENGINE[facts.id] ?? OTHER_IN_ENGINE;
  return { gemm, decodeAttention, prefillAttention, allReduce, allToAll, moe, aux, inEngine };
}

function gemmFit(measured: GpuCalibration, format: ComputeFormat) {
  const fit = measured.gemm[format];
  if (fit) return fit;
  const { fp8 } = measured.gemm;
  if (format === 'int8' && fp8) return assumed(fp8.value, 'As fp8, the other 8-bit format.', fp8.source);
  return defaultGemm(format);
}

/** Where a range was published, its upper end: the design limit. */
function tdp(facts: ChipFacts): Sourced<Watts> {
  for (const key of ['power.tdp.watts', 'power.system.watts']) {
    const read = oneNumber(facts, key, 'high');
    if (read) return read;
  }
  return unknown('Not published.');
}

function powerFit(facts: ChipFacts): SourcedFields<PowerFit> {
  return POWER_FITS[facts.id] ?? (isSram(facts) ? SRAM_POWER : OTHER_GPU_POWER);
}
