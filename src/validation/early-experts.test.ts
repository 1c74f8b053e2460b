import { expect, it } from 'vitest';
import { NO_EXTRAS } from './extra-catalog';
import { readMeasured } from './measured-row';
import { predictRow } from './predict';

const HEADER =
  'group,system,hardware,tp,ep,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value,notes';

function milliseconds(
  hardware: string,
  precision: string,
  users: number,
  notes: string,
  model = 'qwen3-235b-a22b',
): number {
  const line = `C,vllm,${hardware},4,1,${model},${precision},aggregated serving,128,512,${users},tpot_ms,1,"${notes}"`;
  const read = readMeasured(`${HEADER}\n${line}`);
  if (!read.ok) throw new Error(read.why);
  const { prediction } = predictRow(read.rows[0]!, NO_EXTRAS);
  if (!prediction.ok) throw new Error(prediction.reason);
  return prediction.value;
}

it('early vLLM reads every block-scaled expert on Hopper, so that the batch hardly matters', () => {
  const growth = (version: string, hardware = 'H200-SXM-141GB') =>
    milliseconds(hardware, 'fp8', 16, version) / milliseconds(hardware, 'fp8', 2, version);
  expect(growth('backend vllm 0.12.0')).toBeLessThan(1.25);
  expect(growth('backend vllm 0.18.0')).toBeGreaterThan(1.3);
  const late = growth('backend vllm 0.18.0', 'B200-SXM-180GB');
  expect(growth('backend vllm 0.12.0', 'B200-SXM-180GB') / late).toBeCloseTo(1, 1);
});

it('experts of early vLLM take longer to start, on any chip, and nothing else does', () => {
  const early = milliseconds('B200-SXM-180GB', 'fp8', 2, 'backend vllm 0.12.0');
  expect(early).toBeGreaterThan(1.02 * milliseconds('B200-SXM-180GB', 'fp8', 2, 'backend vllm 0.18.0'));
  const dense = (notes: string) => milliseconds('B200-SXM-180GB', 'fp8', 2, notes, 'llama-3.1-70b');
  expect(dense('backend vllm 0.12.0')).toBe(dense('backend vllm 0.18.0'));
});
