import { describe, expect, it } from 'vitest';
import type { ChipInput, ComputeFormat } from '../engine/input';
import { chipById, chipInput } from './catalog';

/** The constants must give the worked examples of the model's specification, so they are tried on its formulas. */
function chip(id: string): ChipInput {
  const result = chipInput(chipById(id)!);
  if (!result.ok) throw new Error(result.reason);
  return result.chip;
}

const fourDigits = (x: number) => Number(x.toPrecision(4));

function gemmMicroseconds(c: ChipInput, m: number, n: number, k: number, format: ComputeFormat): number {
  const fit = c.gpu!.gemm[format]!;
  const compute = (2 * m * n * k) / (fit.computeEfficiency * c.peakFlops[format]!);
  const memory = (2 * (n * k + m * k + m * n)) / (fit.memoryEfficiency * c.memory.bytesPerSecond);
  return fourDigits((fit.tauSeconds + Math.sqrt(compute * compute + memory * memory)) * 1e6);
}

describe('GPU constants', () => {
  it('give the GEMM times of W05', () => {
    const times = [1, 256, 4096].map((m) => gemmMicroseconds(chip('h100-sxm'), m, 8192, 8192, 'bf16'));
    expect(times).toEqual([48.62, 66.89, 674.7]);
  });

  it('give the all-reduce of W06', () => {
    const { baseSeconds, perDoublingSeconds, bytesPerSecond } = chip('h100-sxm').gpu!.allReduce;
    const seconds = baseSeconds + 3 * perDoublingSeconds + ((2 * 7) / 8) * (2 ** 20 / bytesPerSecond);
    expect(fourDigits(seconds * 1e6)).toBe(12.27);
  });

  it.each([
    ['a100-80g-sxm', 312e12, 2.039e12, 80e9, 400],
    ['h100-sxm', 989.5e12, 3.35e12, 80e9, 700],
    ['h200-sxm', 989.5e12, 4.8e12, 141e9, 700],
    ['h800-sxm', 989.5e12, 3.35e12, 80e9, 700],
    ['b200-sxm', 2250e12, 7.7e12, 180e9, 1000],
  ])('%s has the peaks its constants were fitted with', (id, bf16, bytesPerSecond, bytes, watts) => {
    const c = chip(id);
    expect([c.peakFlops.bf16, c.memory.bytesPerSecond, c.memory.bytes, c.tdpWatts]).toEqual([
      bf16,
      bytesPerSecond,
      bytes,
      watts,
    ]);
  });

  it('differ between H100 and H800 only in what NVLink carries', () => {
    const { allReduce: slow, allToAll: slowly, ...h800 } = chip('h800-sxm').gpu!;
    const { allReduce: fast, allToAll: fastly, gemm, ...h100 } = chip('h100-sxm').gpu!;
    expect(h800).toEqual({ ...h100, gemm: { bf16: gemm.bf16, fp8: gemm.fp8 } });
    expect(slow).toEqual({ ...fast, bytesPerSecond: 150e9 });
    expect(slowly.latencySeconds).toBe(fastly.latencySeconds);
    expect(slowly.bytesPerSecond / fastly.bytesPerSecond).toBeCloseTo(150 / 259, 2);
  });

  it('say where the engine departs from the data sheet', () => {
    const record = chipById('h100-sxm')!;
    expect(record.specs.find((spec) => spec.key === 'peak.bf16.tflops')?.fact.value).toBe(989e12);
    expect(record.engine.peakFlops.bf16).toMatchObject({ value: 989.5e12, class: 'fitted' });
    expect(record.engine.peakFlops.bf16?.note).toContain('989');
  });

  it('are assumptions on every chip whose kernels were not measured', () => {
    for (const id of ['mi300x', 'tpu-v7', 'gaudi3', 'rtx-4090', 'r200-vr-nvl72', 'h200-sxm', 'b300-sxm']) {
      const { gemm, decodeAttention, allReduce } = chipById(id)!.engine.gpu!;
      for (const fit of [gemm.bf16, decodeAttention, allReduce]) expect(fit?.class, id).toBe('assumed');
    }
  });
});

describe('SRAM constants', () => {
  it('give the layer time of W11: Llama 2 70B in 8 bits on the first LPU', () => {
    const { sram, memory, peakFlops } = chip('groq-lpu-v1');
    const s = sram!;
    const parameters = 8192 * 128 * (2 * 64 + 2 * 8) + 3 * 8192 * 28672;
    const kvBytes = 2 * 8 * 128 * 1024;
    const flops = 2 * parameters + 4 * 64 * 128 * 1024;
    const read = (parameters + kvBytes) / (s.groupChips * memory.bytesPerSecond * s.memoryEfficiency);
    const compute = flops / (s.groupChips * peakFlops.bf16! * s.computeEfficiency);
    const sent = (8192 * 2 * (s.groupChips - 1)) / s.groupChips;
    const exchange = 2 * (s.hopSeconds + sent / s.linkBytesPerSecond);
    const layer = Math.max(read, compute) + exchange + s.layerBaseSeconds;
    expect(fourDigits(layer * 1e6)).toBe(40.81);
  });

  it.each([
    ['groq-lpu-v1', 2.875],
    ['groq3-lp30', 3.333],
    ['cerebras-wse3', 2.095],
  ])('%s reads all it holds in %f µs', (id, microseconds) => {
    const { bytes, bytesPerSecond } = chip(id).memory;
    expect(fourDigits((bytes / bytesPerSecond) * 1e6)).toBe(microseconds);
  });
});
