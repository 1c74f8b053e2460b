import { chipById, chipInput, modelById } from '../data/catalog';
import { SOFTWARE_PROFILES } from '../data/software-profiles';
import type { ChipInput, KvFormat, ModelInput, SoftwareProfile, WeightFormat } from '../engine/input';
import { CHIP_ALIASES, MODEL_ALIASES } from './aliases';
import { CHIPS_BY_HAND } from './chips-by-hand';
import type { ExtraCatalog } from './extra-catalog';
import type { MeasuredRow } from './measured-row';
import { MODELS_BY_HAND } from './models-by-hand';
import { chipNames, modelNames } from './names';
import { earlySoftware, isEarly, withEarlyExperts } from './early-experts';
import { asServed } from './recorded-layout';
import { recordedKvFormat } from './recorded-server';

/** What ran: everything about a row except its load and its metric. */
export interface Configuration {
  /** Hardware × model × engine × precision × parallelism: the unit that cross-validation leaves out. */
  key: string;
  chip: ChipInput;
  model: ModelInput;
  /** Chips of one instance. */
  tensorParallel: number;
  /** Instances that share the routed experts, each with attention of its own. */
  dataParallel: number;
  /** Ranks over which experts are spread whole. */
  expertParallel: number;
  weightFormat: WeightFormat;
  kvFormat: KvFormat;
  software: SoftwareProfile;
  /** What stands in for something that the row names and nobody fitted; null where nothing does. */
  note: string | null;
  /** An engine of the generation before. */
  early: boolean;
}

export type ConfigurationResult = { ok: true; configuration: Configuration } | { ok: false; reason: string };

const no = (reason: string): ConfigurationResult => ({ ok: false, reason });

const byHand = new Map(MODELS_BY_HAND.map((model) => [model.id, model]));

interface FoundModel {
  model: ModelInput;
  fp8?: WeightFormat;
  always?: WeightFormat;
  /** Format of the published checkpoint. */
  native: WeightFormat;
}

export function findModel(name: string, extras: ExtraCatalog): FoundModel | null {
  for (const called of modelNames(name)) {
    const extra = extras.models.get(called);
    const found =
      extra === undefined ? ownModel(called) : { ...extra, native: extra.native ?? extra.fp8 ?? 'bf16' };
    if (found !== null) return found;
  }
  return null;
}

function ownModel(name: string): FoundModel | null {
  const alias = MODEL_ALIASES[name];
  const id = alias?.id ?? name;
  const record = modelById(id);
  const model = record ?? byHand.get(id);
  if (model === undefined) return null;
  const { shape, maxContext, name: title } = model;
  return { ...alias, native: record?.nativeFormat ?? 'bf16', model: { id, name: title, shape, maxContext } };
}

/** The chip under a catalogue id or a measurement's name; a reason when it cannot be simulated or is unknown. */
export function findChip(name: string, extras: ExtraCatalog): ChipInput | string {
  for (const called of chipNames(name)) {
    const id = CHIP_ALIASES[called] ?? called;
    const given = extras.chips.get(called) ?? CHIPS_BY_HAND.get(id);
    if (given !== undefined) return given;
    const record = chipById(id);
    if (record === undefined) continue;
    const input = chipInput(record);
    return input.ok ? input.chip : 'hardware without published figures';
  }
  return 'hardware not in the catalogue';
}

/** A row as an engine configuration on GPU-class chips, or why it is none. */
export function configurationOf(stated: MeasuredRow, extras: ExtraCatalog): ConfigurationResult {
  const row = asServed(stated);
  if (row.hardware === '') return no('hardware not stated');
  if (row.model === '') return no('model not stated');
  const chip = findChip(row.hardware, extras);
  if (typeof chip === 'string') return no(chip);
  const found = findModel(row.model, extras);
  if (found === null) return no('model not in the catalogue');
  const current = softwareOf(row);
  const early = isEarly(row, current);
  const software = early ? earlySoftware(current) : current;
  const weightFormat = weightFormatOf(row, found);
  if (weightFormat === null) return no('precision not understood');
  const problem = parallelProblem(row);
  if (problem !== null) return no(problem);
  const tensorParallel = ranksOf(row);
  const dataParallel = row.dataParallel ?? 1;
  const expertParallel = Math.min(row.expertParallel ?? 1, tensorParallel * dataParallel);
  const kvFormat = recordedKvFormat(stated) ?? kvFormatOf(row, weightFormat, chip);
  const seen = withEarlyExperts(chip, early, weightFormat);
  const key = [row.hardware, found.model.id, software.id, weightFormat, `tp${tensorParallel}`]
    .concat(dataParallel > 1 ? `dp${dataParallel}` : [])
    .concat(expertParallel > 1 ? `ep${expertParallel}` : [])
    .concat(early && found.model.shape.moe !== null ? 'early' : [])
    .join(' ');
  return {
    ok: true,
    configuration: {
      key,
      chip: seen,
      model: found.model,
      tensorParallel,
      dataParallel,
      expertParallel,
      weightFormat,
      kvFormat,
      software,
      note: standInNote(row, software),
      early,
    },
  };
}

/** Sums of kernels and the files of 2023 take no engine; everything else is told which one it was not. */
function standInNote({ group, system }: MeasuredRow, { id }: SoftwareProfile): string | null {
  if (id !== 'graph' || group === 'B') return null;
  const named = system === '' ? 'no engine is named' : `engine "${system}" was not fitted`;
  return `${named}: computed as any with CUDA graphs`;
}

/** Before, vLLM scheduled in step with the chip and launched most kernels from the host. */
const LATE_VLLM = '2024-09';

/**
 * Profile by engine name; the engines of 2023 launch from the host, at the pace of its processor, and one nobody fitted,
 * or nobody named, is taken as any with CUDA graphs.
 */
export function softwareOf({ group, system, hardware, date }: MeasuredRow): SoftwareProfile {
  const name = system.toLowerCase();
  const early = name.includes('vllm') && date !== '' && date < LATE_VLLM;
  if (group === 'A' || name.includes('2023') || early)
    return SOFTWARE_PROFILES[hardware.startsWith('A100') ? 'eager-2023-a100' : 'eager-2023-h100'].value;
  if (name.includes('vllm')) return SOFTWARE_PROFILES.vllm.value;
  if (name.includes('sglang')) return SOFTWARE_PROFILES.sglang.value;
  if (name.includes('trt') || name.includes('tensorrt')) return SOFTWARE_PROFILES.trtllm.value;
  return SOFTWARE_PROFILES.graph.value;
}

/** Format of the weights; where a row says nothing, that of the published checkpoint. */
function weightFormatOf(row: MeasuredRow, { fp8, always, native }: FoundModel): WeightFormat | null {
  if (always !== undefined) return always;
  const text = row.precision.toLowerCase();
  if (text === '') return native;
  const blocks = row.notes.includes('fp8_block') ? 'fp8b' : (fp8 ?? 'fp8');
  if (/nvfp4|fp4/.test(text)) return 'nvfp4';
  if (/fp8|8-bit/.test(text)) return blocks;
  if (/bf16|bfloat16|16-bit/.test(text)) return 'bf16';
  if (/fp16|float16|half/.test(text)) return 'fp16';
  if (/int4|w4a|awq|gptq|4-bit|q4/.test(text)) return 'int4';
  if (/int8|w8a|q8/.test(text)) return 'int8';
  return null;
}

/**
 * Cache format, which most files leave out. InferenceX runs quantised models with an fp8 cache, but gpt-oss on
 * Hopper with bf16; ML.ENERGY keeps vLLM's default, bf16.
 */
function kvFormatOf(row: MeasuredRow, format: WeightFormat, chip: ChipInput): KvFormat {
  if (/kv fp8/.test(row.precision)) return 'fp8';
  if (/kv (bf16|fp16)/.test(row.precision) || row.group === 'F' || row.group === 'A') return 'bf16';
  if (format === 'bf16' || format === 'fp16') return 'bf16';
  if (format === 'mxfp4-experts') return chip.peakFlops.nvfp4 === undefined ? 'bf16' : 'fp8';
  return 'fp8';
}

/** Where experts are spread over more chips than attention is said to be, attention is over as many. */
function ranksOf(row: MeasuredRow): number {
  const stated = row.tensorParallel ?? row.chips ?? 1;
  return (row.dataParallel ?? 1) > 1 ? stated : Math.max(stated, row.expertParallel ?? 1);
}

function parallelProblem(row: MeasuredRow): string | null {
  if ((row.pipelineParallel ?? 1) > 1) return 'pipeline parallelism is not modelled';
  const ranksOfData = row.dataParallel ?? 1;
  if (ranksOfData * (row.tensorParallel ?? 1) > 8 && !row.hardware.includes('NVL72'))
    return 'experts spread across nodes';
  const ranks = row.tensorParallel;
  if (ranks !== null && ranks > 8 && !row.hardware.includes('NVL72'))
    return 'tensor parallelism across nodes';
  if (ranks !== null && (ranks & (ranks - 1)) !== 0) return 'tensor parallelism is no power of two';
  return null;
}
