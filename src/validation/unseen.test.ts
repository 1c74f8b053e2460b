import { describe, expect, it } from 'vitest';
import { countParameters } from '../engine/model/parameters';
import { findChip, findModel } from './configuration';
import { NO_EXTRAS } from './extra-catalog';
import { predictRow } from './predict';
import { readMeasured, type MeasuredRow } from './measured-row';

/** Chips and models of which no run was seen: predictions must be there, in bounds, and follow the load. */

const CHIPS = ['MI300X', 'MI355X', 'GB300', 'tpu-v6e', 'trn2', 'gaudi3', 'H20', 'L40S', 'A100-40GB', 'GH200'];
const MODELS = [
  'Qwen3-14B',
  'glm-4.5-air',
  'qwen3-next-80b-a3b',
  'llama-4-scout',
  'mixtral-8x22b',
  'gemma-3-12b-it',
  'phi-4',
];
const ENGINES = ['vllm', 'sglang', 'trtllm', 'lmdeploy'];

const header =
  'group,system,hardware,tp,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value';
function row(system: string, chip: string, model: string, users: number, metric: string): MeasuredRow {
  const line = `C,${system},${chip},8,${model},fp8,aggregated serving,1024,256,${users},${metric},1`;
  const read = readMeasured(`${header}\n${line}`);
  if (!read.ok) throw new Error(read.why);
  return read.rows[0]!;
}
const milliseconds = (r: MeasuredRow): number | null => {
  const { prediction } = predictRow(r, NO_EXTRAS);
  if (!prediction.ok) expect(prediction.reason).toMatch(/does not fit/);
  return prediction.ok ? prediction.value : null;
};

describe('what nobody measured', () => {
  it.each(CHIPS)('%s: times are longer than the memory allows, and grow with the users', (chip) => {
    const found = findChip(chip, NO_EXTRAS);
    if (typeof found === 'string') throw new Error(found);
    for (const model of MODELS) {
      const { active } = countParameters(findModel(model, NO_EXTRAS)!.model.shape);
      const least = (active / (8 * found.memory.bytesPerSecond)) * 1e3;
      for (const engine of ENGINES) {
        const tpot = [1, 16, 64].map((users) => milliseconds(row(engine, chip, model, users, 'tpot_ms')));
        if (tpot.includes(null)) continue;
        expect(tpot[0], `${engine} ${model}`).toBeGreaterThan(least);
        expect(tpot[0], `${engine} ${model}`).toBeLessThan(40 + 10 * least);
        expect(tpot[1]).toBeGreaterThan(tpot[0]!);
        expect(tpot[2]).toBeGreaterThan(tpot[1]!);
        expect(milliseconds(row(engine, chip, model, 1, 'ttft_ms'))).toBeGreaterThan(tpot[0]!);
      }
    }
  });
});

describe('the same model, told otherwise', () => {
  const HEADER =
    'group,system,hardware,tp,ep,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value';
  const predicted = (
    chip: string,
    ranks: number,
    experts: number,
    model: string,
    format: string,
    users: number,
  ) => {
    const line = `C,vllm,${chip},${ranks},${experts},${model},${format},aggregated serving,1024,256,${users},tpot_ms,1`;
    const read = readMeasured(`${HEADER}\n${line}`);
    return read.ok ? milliseconds(read.rows[0]!) : null;
  };

  it.each([
    'H100-SXM-80GB',
    'H200-SXM-141GB',
    'B200-SXM-180GB',
    'A100-SXM-80GB',
    'MI300X-192GB',
    'GB200-NVL72',
  ])('%s: more chips are faster, more users slower, and the format that is read matters', (chip) => {
    for (const users of [1, 4, 16, 64, 256, 1024]) {
      const [two, four, eight] = [2, 4, 8].map((n) => predicted(chip, n, 1, 'qwen3-32b', 'fp8', users));
      if (two !== null && four !== null) expect(four, `${users}`).toBeLessThan(two!);
      if (four !== null && eight !== null) expect(eight, `${users}`).toBeLessThan(1.02 * four!);
      expect(eight).not.toBeNull();
    }
    for (const [model, ranks] of [
      ['qwen3-32b', 4],
      ['qwen3-30b-a3b', 4],
    ] as const) {
      let before = 0;
      for (const users of [1, 2, 4, 8, 16, 32, 64, 128]) {
        const now = predicted(chip, ranks, 1, model, 'bf16', users);
        if (now === null) continue;
        expect(now, `${model} ${users}`).toBeGreaterThan(before);
        expect(now).toBeLessThan(Math.max(3 * before, 60));
        before = now;
      }
      expect(before).toBeGreaterThan(0);
    }
    expect(predicted(chip, 4, 1, 'qwen3-32b', 'fp8', 1)).toBeLessThan(
      predicted(chip, 4, 1, 'qwen3-32b', 'bf16', 1)!,
    );
    expect(predicted(chip, 4, 4, 'qwen3-30b-a3b', 'bf16', 8)).toBeGreaterThan(
      predicted(chip, 4, 1, 'qwen3-30b-a3b', 'bf16', 8)!,
    );
  });
});
