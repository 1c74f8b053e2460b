import type { ChipInput, ComputeFormat, GemmFit, GpuTiming, PowerFit, SramTiming } from '../engine/input';
import type { ChipRecord, SourcedGpuTiming } from './chip-record';
import type { Known, SourcedFields } from './sourced';

export type ChipInputResult = { ok: true; chip: ChipInput } | { ok: false; reason: string };

/** The record without its sources, or the numbers that are missing to simulate it. */
export function chipInput(record: ChipRecord): ChipInputResult {
  const { id, name, kind, engine } = record;
  if (record.unitsOf) {
    const { id: unit, count } = record.unitsOf;
    return { ok: false, reason: `${name} is ${count} chips: use ${unit} × ${count}.` };
  }
  const peakFlops: ChipInput['peakFlops'] = {};
  for (const [format, peak] of entries(engine.peakFlops)) {
    if (peak && peak.value !== null) peakFlops[format] = peak.value;
  }
  const bytes = engine.memory.bytes.value;
  const bytesPerSecond = engine.memory.bytesPerSecond.value;
  const missing: string[] = [];
  // A GPU computes attention in bf16; an SRAM chip is described by whichever rate it has.
  if (kind === 'gpu' && peakFlops.bf16 === undefined) missing.push('dense 16-bit peak rate');
  if (kind === 'sram' && Object.keys(peakFlops).length === 0) missing.push('dense peak rate');
  if (bytes === null) missing.push('memory capacity');
  if (bytesPerSecond === null) missing.push('memory bandwidth');
  if (kind === 'sram' && engine.sram === null) missing.push('chip-to-chip link rate', 'time per layer');
  if (bytes === null || bytesPerSecond === null || missing.length > 0) {
    return {
      ok: false,
      reason: `${name} cannot be simulated: no published figure was found for its ${list(missing)}.`,
    };
  }
  return {
    ok: true,
    chip: {
      id,
      name,
      kind,
      peakFlops,
      memory: { tier: engine.memory.tier, bytes, bytesPerSecond },
      scaleUpChips: engine.scaleUpChips.value,
      networkBytesPerSecond: engine.networkBytesPerSecond.value,
      gpu: engine.gpu && gpuTiming(engine.gpu, peakFlops),
      sram: engine.sram && sramTiming(engine.sram),
      tdpWatts: engine.tdpWatts.value,
      power: powerFit(engine.power),
      usdPerHour: engine.usdPerHour.value,
      ...(record.caution !== null && { caution: record.caution }),
    },
  };
}

function gpuTiming(sourced: SourcedGpuTiming, peakFlops: ChipInput['peakFlops']): GpuTiming {
  const gemm: Partial<Record<ComputeFormat, GemmFit>> = {};
  for (const [format, fit] of entries(sourced.gemm)) {
    if (fit && peakFlops[format] !== undefined) gemm[format] = fit.value;
  }
  return {
    gemm,
    decodeAttention: sourced.decodeAttention.value,
    prefillAttention: sourced.prefillAttention.value,
    allReduce: sourced.allReduce.value,
    allToAll: sourced.allToAll.value,
    moe: sourced.moe.value,
    aux: sourced.aux.value,
    inEngine: sourced.inEngine.value,
  };
}

function sramTiming(s: SourcedFields<SramTiming>): SramTiming {
  return {
    wafer: s.wafer.value,
    groupChips: s.groupChips.value,
    hopSeconds: s.hopSeconds.value,
    linkBytesPerSecond: s.linkBytesPerSecond.value,
    memoryEfficiency: s.memoryEfficiency.value,
    computeEfficiency: s.computeEfficiency.value,
    usable: s.usable.value,
    layerBaseSeconds: s.layerBaseSeconds.value,
    layerPerWidthSeconds: s.layerPerWidthSeconds.value,
    ...(s.fittedSubKernels === undefined ? {} : { fittedSubKernels: s.fittedSubKernels.value }),
    ...(s.residualBand === undefined ? {} : { residualBand: s.residualBand.value }),
  };
}

function powerFit(s: SourcedFields<PowerFit>): PowerFit {
  const value = <T>(fact: Known<T>): T => fact.value;
  return { base: value(s.base), memory: value(s.memory), compute: value(s.compute), idle: value(s.idle) };
}

const entries = <K extends string, V>(map: Partial<Record<K, V>>) =>
  Object.entries(map) as [K, V | undefined][];

function list(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
