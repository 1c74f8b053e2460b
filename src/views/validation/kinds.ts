import type { ValidationSummary } from '../../data/validation';
import { ENGINE_LABELS, ENGINES } from '../../scenario/engines';
import { chipName } from '../chip-name';

/** What can be compared: metrics of one unit, which may share a picture. */
export interface Kind {
  id: string;
  label: string;
  metrics: readonly string[];
  unit: string;
}

export const KINDS: readonly Kind[] = [
  { id: 'tpot', label: 'TPOT', metrics: ['tpot_ms'], unit: 'ms' },
  { id: 'ttft', label: 'TTFT', metrics: ['ttft_ms'], unit: 'ms' },
  { id: 'throughput', label: 'Throughput', metrics: ['tok_s_total', 'tok_s_per_gpu'], unit: 'tok/s' },
  { id: 'energy', label: 'Energy per token', metrics: ['joules_per_token'], unit: 'J' },
  { id: 'watts', label: 'Power of GPUs', metrics: ['watts_gpus'], unit: 'W' },
  { id: 'sram', label: 'Speed of SRAM chips', metrics: ['tok_s_per_user'], unit: 'tok/s/user' },
  { id: 'steps', label: 'Steps of 2023', metrics: ['decode_step_ms', 'prefill_ms'], unit: 'ms' },
  { id: 'kernels', label: 'Sums of operators', metrics: ['dense_ops_ms', 'allreduce_ms'], unit: 'ms' },
  { id: 'share', label: 'Share of TDP, 2023', metrics: ['avg_power_frac_tdp'], unit: 'of TDP' },
];

export const kindOf = (metric: string): Kind =>
  KINDS.find(({ metrics }) => metrics.includes(metric)) ?? KINDS[0]!;

const METRIC_NAMES: Record<string, string> = {
  tpot_ms: 'TPOT',
  ttft_ms: 'TTFT',
  tok_s_total: 'tok/s, all chips',
  tok_s_per_gpu: 'tok/s, one chip',
  joules_per_token: 'J/token',
  watts_gpus: 'W, all chips',
  tok_s_per_user: 'tok/s/user',
  decode_step_ms: 'decode step',
  prefill_ms: 'prefill',
  dense_ops_ms: 'dense operators',
  allreduce_ms: 'all-reduce',
  avg_power_frac_tdp: 'share of TDP',
};

export const metricName = (metric: string): string => METRIC_NAMES[metric] ?? metric;

/** Software by the name the measurements are filed under: a scenario's, or none. */
export function engineName(engine: string): string {
  if (engine === 'kernels') return 'operators alone';
  if (engine === 'own') return 'the machine’s own';
  const known = ENGINES.find((id) => id === engine);
  return known === undefined ? engine : ENGINE_LABELS[known];
}

export const classLabel = (by: 'engine' | 'chip', name: string): string =>
  by === 'engine' ? engineName(name) : chipName(name);

/** What a group of measurements is, by the letter it is filed under, in as few words as a column of a table has room for. */
const GROUP_NAMES: Record<string, string> = {
  A: 'batches of 2023',
  B: 'operators',
  C: 'closed loops',
  D: 'SRAM machines',
  E: 'offline runs',
  F: 'energy of full batches',
};

export const groupName = (group: string): string => GROUP_NAMES[group] ?? '';

/** The letter with its name. */
export const groupText = (group: string): string => {
  const name = groupName(group);
  return name === '' ? group : `${group}, ${name}`;
};

/** Whether constants of the model were fitted on rows like these. */
export function wasFitted(compared: ValidationSummary['compared'], group: string, metric: string): boolean {
  return compared.find((one) => one.group === group)?.fitted.includes(metric) ?? false;
}
