import { expect, it } from 'vitest';
import { readMeasured, type MeasuredRow } from './measured-row';
import { asServed } from './recorded-layout';

const HEADER =
  'group,date,system,hardware,tp,ep,dp,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value,notes';

function row(cells: string, notes = 'random tokens, no prefix cache'): MeasuredRow {
  const read = readMeasured(`${HEADER}\n${cells},tpot_ms,1,"${notes}"`);
  if (!read.ok) throw new Error(read.why);
  return read.rows[0]!;
}

/** Ranks of tensors, experts and attention. */
const ranks = (r: MeasuredRow) => {
  const { tensorParallel, expertParallel, dataParallel } = asServed(r);
  return [tensorParallel, expertParallel, dataParallel];
};
const deepseek = (chip: string, tp: number, precision: string, lengths: string, users: number) =>
  row(
    `C,2025-11-02,trtllm,${chip},${tp},1,1,deepseek-r1-671b,${precision},aggregated serving,${lengths},${users}`,
  );

it('TensorRT-LLM of November 2025 spread experts, and attention from so many users on', () => {
  const b200 = (tp: number, lengths: string, users: number) =>
    ranks(deepseek('B200-SXM-180GB', tp, 'fp4', lengths, users));
  expect(b200(4, '1024,1024', 32)).toEqual([4, 1, 1]);
  expect(b200(4, '1024,1024', 64)).toEqual([4, 4, 1]);
  expect(b200(8, '1024,8192', 16)).toEqual([8, 1, 1]);
  expect(b200(8, '1024,8192', 32)).toEqual([8, 8, 1]);
  expect(b200(8, '8192,1024', 32)).toEqual([8, 1, 1]);
  expect(b200(8, '8192,1024', 64)).toEqual([1, 8, 8]);
  const h200 = (lengths: string, users: number) =>
    ranks(deepseek('H200-SXM-141GB', 8, 'fp8', lengths, users));
  expect(h200('1024,1024', 64)).toEqual([8, 8, 1]);
  expect(h200('8192,1024', 64)).toEqual([1, 8, 8]);
});

it('vLLM always spread the experts of MiniMax where its script asked for one rank or more', () => {
  const minimax = (date: string, chip: string, ep = 1) =>
    ranks(row(`C,${date},vllm,${chip},4,${ep},1,minimax-m2.5,fp8,aggregated serving,1024,1024,16`));
  expect(minimax('2026-03-11', 'B200-SXM-180GB')).toEqual([4, 4, 1]);
  expect(minimax('2026-04-03', 'B200-SXM-180GB')).toEqual([4, 1, 1]);
  expect(minimax('2026-03-01', 'H200-SXM-141GB')).toEqual([4, 1, 1]);
  expect(minimax('2026-03-27', 'H200-SXM-141GB')).toEqual([4, 4, 1]);
});

it('takes what a row says as it is, and everybody else’s rows', () => {
  const said = row(
    'C,2025-11-02,trtllm,H200-SXM-141GB,8,2,1,deepseek-r1-671b,fp8,aggregated serving,1024,1024,16',
  );
  expect(asServed(said)).toBe(said);
  const others = row(
    'C,2025-11-02,trtllm,H200-SXM-141GB,8,1,1,deepseek-r1-671b,fp8,aggregated serving,1024,1024,16',
    'NVIDIA gap-analysis',
  );
  expect(asServed(others)).toBe(others);
});
