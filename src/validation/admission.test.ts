import { expect, it } from 'vitest';
import { decodeShape, promptShape } from '../engine/cost/step-shapes';
import { admissionSeconds } from './admission';
import { clientOf, type ClosedLoopLoad } from './client';
import { configurationOf } from './configuration';
import { NO_EXTRAS } from './extra-catalog';
import { readMeasured } from './measured-row';
import { secondsOf, stepCostOf } from './step-cost-of';

const HEADER =
  'group,date,system,hardware,tp,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value,notes';

function rowOf(cells: string) {
  const read = readMeasured(`${HEADER}\n${cells},ttft_ms,1,"random tokens, no prefix cache"`);
  if (!read.ok) throw new Error(read.why);
  return read.rows[0]!;
}

const ROW = rowOf('C,2025-10-29,trtllm,B200-SXM-180GB,2,llama-3.1-70b,fp8,aggregated serving,1024,1024,16');
const result = configurationOf(ROW, NO_EXTRAS);
if (!result.ok) throw new Error(result.reason);
const cost = stepCostOf(result.configuration);
const load: ClosedLoopLoad = {
  users: 16,
  promptTokens: 1000,
  outputTokens: 1000,
  ...clientOf(ROW),
  shortest: 1,
};
const wait = (change: Partial<ClosedLoopLoad>) => admissionSeconds(cost, Infinity, { ...load, ...change });

const decode = secondsOf(cost, decodeShape(16, 1500, Infinity));
const prompt = secondsOf(cost, promptShape(1000, 16, 1500, Infinity)) - decode;

it('who is looked at in every n-th step waits for half of n, and for those who came meanwhile', () => {
  const others = (10 * 16) / 1000;
  expect(wait({ admission: { steps: 10, polled: true } })).toBeCloseTo(5 * decode + others * prompt, 12);
});

it('the first of those who wait for company waits longest', () => {
  const others = (20 * 16) / 1000;
  const mean = (20 + others * 10) / (1 + others);
  expect(wait({ admission: { steps: 20, polled: false } })).toBeCloseTo(mean * decode + others * prompt, 12);
});

it('nobody waits where requests are looked at in every step, or where nothing else runs', () => {
  expect(wait({ admission: null })).toBe(0);
  expect(wait({ admission: { steps: 20, polled: false }, users: 1 })).toBe(0);
});

it('a server does as its launch script says', () => {
  expect(clientOf(ROW)).toMatchObject({ tokenBudget: 16384, admission: { steps: 20, polled: false } });
  const whole = 'aggregated serving,1024,1024,16';
  expect(clientOf(rowOf(`C,2025-10-29,trtllm,B200-SXM-180GB,8,llama-3.1-70b,fp8,${whole}`)).admission).toBe(
    null,
  );
  const early = rowOf(`C,2025-11-02,trtllm,H200-SXM-141GB,8,deepseek-r1-671b,fp8,${whole}`);
  expect(clientOf(early)).toMatchObject({ tokenBudget: 1152, warmedUp: false });
  const late = rowOf(`C,2026-01-28,trtllm,H200-SXM-141GB,8,deepseek-r1-671b,fp8,${whole}`);
  expect(clientOf(late)).toMatchObject({ tokenBudget: 8192, warmedUp: true });
  const sglang = rowOf(`C,2026-03-25,sglang,B200-SXM-180GB,8,deepseek-r1-671b,fp4,${whole}`);
  expect(clientOf(sglang)).toMatchObject({ tokenBudget: 16384, admission: { steps: 30, polled: true } });
  const minimax = rowOf(`C,2026-04-03,vllm,B200-SXM-180GB,4,minimax-m2.5,fp8,${whole}`);
  expect(clientOf(minimax)).toMatchObject({ tokenBudget: 2048, graphTokens: 2048, admission: null });
});

it.each([
  ['2026-03-27', 'H200-SXM-141GB', 'vllm', 'minimax-m2.5', 'bf16'],
  ['2026-03-11', 'B200-SXM-180GB', 'vllm', 'minimax-m2.5', 'bf16'],
  ['2026-04-03', 'B200-SXM-180GB', 'vllm', 'minimax-m2.5', 'fp8'],
  ['2026-03-25', 'H200-SXM-141GB', 'sglang', 'deepseek-r1-671b', 'bf16'],
  ['2026-03-25', 'B200-SXM-180GB', 'sglang', 'deepseek-r1-671b', 'fp8'],
])('%s, %s, %s: the cache of %s is in %s', (date, chip, system, model, format) => {
  const row = rowOf(`C,${date},${system},${chip},8,${model},fp8,aggregated serving,1024,1024,16`);
  const found = configurationOf(row, NO_EXTRAS);
  expect(found.ok && found.configuration.kvFormat).toBe(format);
});
