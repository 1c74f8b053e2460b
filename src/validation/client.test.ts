import { expect, it } from 'vitest';
import { NO_EXTRAS } from './extra-catalog';
import { readMeasured } from './measured-row';
import { predictRow } from './predict';

const HEADER =
  'group,system,hardware,tp,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value,notes';

function firstToken(outputTokens: number, users: number, notes: string): number {
  const line = `C,trtllm,H100-SXM-80GB,4,qwen3-32b,fp8,aggregated serving,4096,${outputTokens},${users},ttft_ms,1,"${notes}"`;
  const read = readMeasured(`${HEADER}\n${line}`);
  if (!read.ok) throw new Error(read.why);
  const { prediction } = predictRow(read.rows[0]!, NO_EXTRAS);
  if (!prediction.ok) throw new Error(prediction.reason);
  return prediction.value;
}

it('users whose lengths are all alike come back together, however long the answers', () => {
  const gap = (output: number) => firstToken(output, 8, 'NVIDIA gap-analysis; backend trtllm 1.0.0rc3');
  expect(gap(512) / gap(128)).toBeCloseTo(1, 1);
  const drawn = firstToken(512, 8, 'random tokens, ISL/OSL drawn from 80-100% of nominal, no prefix cache');
  expect(gap(512)).toBeGreaterThan(1.5 * drawn);
});
