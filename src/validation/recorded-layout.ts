import type { MeasuredRow } from './measured-row';

/**
 * How a run was spread over its chips, where the file lost it and the repository that started the run has it. InferenceX's
 * launch scripts and sweep lists (github SemiAnalysisAI/InferenceX, benchmarks/ and .github/configs/nvidia-master.yaml, at the
 * date of the row) say what its dump of that time does not.
 */
export function asServed(row: MeasuredRow): MeasuredRow {
  if (!isInferenceX(row) || (row.expertParallel ?? 1) > 1 || (row.dataParallel ?? 1) > 1) return row;
  const ranks = row.tensorParallel ?? 1;
  const lost = lostSplit(row, ranks);
  if (lost === null) return row;
  return lost.dataParallel
    ? { ...row, tensorParallel: 1, dataParallel: ranks, expertParallel: ranks }
    : { ...row, expertParallel: ranks };
}

/** Runs whose notes describe the client of InferenceX. */
export const isInferenceX = ({ group, notes }: MeasuredRow): boolean =>
  group === 'C' && notes.includes('random tokens');

/** A row without a date is of today. */
export const before = ({ date }: MeasuredRow, day: string): boolean => date !== '' && date < day;

/** Its dumps did not have experts' and attention's ranks yet. */
const BEFORE_RANKS = '2025-11-12';

interface Split {
  dataParallel: boolean;
}

const EXPERTS: Split = { dataParallel: false };

/** Null: the ranks are as the row has them. */
function lostSplit(row: MeasuredRow, ranks: number): Split | null {
  if (ranks === 1) return null;
  const { system, model, hardware } = row;
  if (model.startsWith('deepseek') && before(row, BEFORE_RANKS)) {
    // Every run of SGLang on nvfp4 had them; DeepSeek in fp8 on H200 did not.
    if (system === 'sglang') return isFp4(row) && !before(row, '2025-11-10') ? EXPERTS : null;
    if (system === 'trtllm') return ofTensorRt(row, ranks);
  }
  // A script that asks for one rank of experts or more, and so always for them: H200 since 13 March 2026, B200 up to 3 April.
  if (system === 'vllm' && model.startsWith('minimax') && !isFp4(row)) {
    if (hardware.startsWith('H200') && !before(row, '2026-03-13')) return EXPERTS;
    if (hardware.startsWith('B200') && before(row, '2026-04-03')) return EXPERTS;
  }
  return null;
}

export const isFp4 = ({ precision }: MeasuredRow) => /fp4/.test(precision);

/** Users from which TensorRT-LLM's experts were whole, and from which attention was each rank's own. */
function ofTensorRt(row: MeasuredRow, ranks: number): Split | null {
  const users = Number(row.load);
  const long = row.inputTokens === 8192;
  const hopper = row.hardware.startsWith('H200');
  if (!isFp4(row)) {
    const most = hopper ? (long ? 32 : 64) : row.inputTokens === 1024 && row.outputTokens === 1024 ? 32 : 64;
    return { dataParallel: users > most };
  }
  if (users >= (long ? 64 : 256)) return { dataParallel: true };
  if (ranks === 4) return long || users >= 64 ? EXPERTS : null;
  const fewest = long ? Infinity : row.outputTokens === 8192 ? 32 : 16;
  return users >= fewest ? EXPERTS : null;
}
