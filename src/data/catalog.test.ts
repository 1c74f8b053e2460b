import { describe, expect, it } from 'vitest';
import { CHIPS, chipById, chipInput, MODELS, modelById } from './catalog';
import { REMARKS } from './remarks';
import { loadSources } from './sources';
import type { Sourced } from './sourced';

/** Every sourced value inside a record, with the path to it. */
function* facts(value: unknown, path = ''): Generator<[string, Sourced<unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  if ('class' in value && 'source' in value && 'value' in value) yield [path, value as Sourced<unknown>];
  else for (const [key, part] of Object.entries(value)) yield* facts(part, `${path}.${key}`);
}

const allFacts = CHIPS.flatMap((chip) => [...facts(chip, chip.id)]);

describe('the catalogue', () => {
  it('has 41 devices, one more for validation, and 25 models, with ids of their own', () => {
    expect(CHIPS.filter((chip) => !chip.validationOnly)).toHaveLength(41);
    expect(CHIPS.filter((chip) => chip.validationOnly).map((chip) => chip.id)).toEqual(['h800-sxm']);
    expect(MODELS).toHaveLength(25);
    expect(new Set(CHIPS.map((chip) => chip.id)).size).toBe(CHIPS.length);
    expect(new Set(MODELS.map((model) => model.id)).size).toBe(MODELS.length);
    expect(chipById('h100-sxm')?.name).toBe('H100 SXM');
    expect(modelById('llama-3.1-70b')?.shape.layers).toBe(80);
    expect(chipById('nothing')).toBeUndefined();
  });

  it('gives every number a class, and a source or a reason', () => {
    expect(allFacts.length).toBeGreaterThan(1000);
    for (const [path, fact] of allFacts) {
      expect(['sourced', 'fitted', 'assumed'], path).toContain(fact.class);
      if (fact.class !== 'assumed' && fact.value !== null) expect(fact.source, path).not.toEqual([]);
      if (fact.class === 'assumed' || fact.value === null) expect(fact.note, path).toMatch(/\S/);
    }
  });

  it('calls nothing sourced that rests on memory alone', () => {
    for (const [path, fact] of allFacts) {
      if (fact.value !== null && fact.source.every((s) => s === 'bg'))
        expect(fact.class, path).toBe('assumed');
    }
  });

  it('names only sources that the table explains, and explains none in vain', async () => {
    const sources = await loadSources();
    const used = new Set([
      ...allFacts.flatMap(([, fact]) => fact.source),
      ...MODELS.flatMap((model) => model.sources),
      'bg',
    ]);
    for (const key of used) expect(sources[key]?.title, key).toMatch(/\S/);
    expect(Object.keys(sources).filter((key) => !used.has(key))).toEqual([]);
  });

  it('attaches every remark to a figure that exists', () => {
    for (const [id, remarks] of Object.entries(REMARKS)) {
      const keys = chipById(id)?.specs.map((spec) => spec.key);
      for (const key of Object.keys(remarks)) expect(keys, id).toContain(key);
    }
  });
});

describe('chipInput', () => {
  const reasons = CHIPS.flatMap((chip) => {
    const result = chipInput(chip);
    return result.ok ? [] : [[chip.id, result.reason] as const];
  });

  it('refuses exactly the devices with a number missing, and names it', () => {
    expect(Object.fromEntries(reasons)).toMatchInlineSnapshot(`
      {
        "ai200": "Qualcomm AI200 cannot be simulated: no published figure was found for its dense 16-bit peak rate and memory bandwidth.",
        "corsair": "d-Matrix Corsair cannot be simulated: no published figure was found for its chip-to-chip link rate and time per layer.",
        "crescent-island": "Intel Crescent Island cannot be simulated: no published figure was found for its dense 16-bit peak rate and memory bandwidth.",
        "epyc-9965": "AMD EPYC 9965 (Turin), 1 socket cannot be simulated: no published figure was found for its dense 16-bit peak rate and memory capacity.",
        "groq3-lpx-rack": "Groq 3 LPX rack (256 LPU) is 256 chips: use groq3-lp30 × 256.",
        "vera-cpu": "NVIDIA Vera CPU cannot be simulated: no published figure was found for its dense 16-bit peak rate.",
      }
    `);
  });

  it('gives the others in SI, within what a chip of today can be', () => {
    for (const record of CHIPS) {
      const result = chipInput(record);
      if (!result.ok) continue;
      const { chip } = result;
      const within = (x: number, low: number, high: number) => {
        expect(x, record.id).toBeGreaterThanOrEqual(low);
        expect(x, record.id).toBeLessThanOrEqual(high);
      };
      for (const peak of Object.values(chip.peakFlops)) within(peak, 1e13, 1e17);
      within(chip.memory.bytes, 1e8, 1e12);
      within(chip.memory.bytesPerSecond, 1e11, 2e17);
      within(chip.networkBytesPerSecond, 1e9, 1e12);
      within(chip.scaleUpChips, 1, 10_000);
      if (chip.tdpWatts !== null) within(chip.tdpWatts, 10, 30_000);
      if (chip.usdPerHour !== null) within(chip.usdPerHour, 0.05, 200);
      expect([chip.gpu === null, chip.sram === null].filter(Boolean)).toHaveLength(1);
      expect(chip.kind === 'sram', record.id).toBe(chip.sram !== null);
      expect(structuredClone(chip)).toEqual(chip);
    }
  });

  it('has a GEMM fit for every format a GPU computes in, bf16 among them', () => {
    for (const record of CHIPS) {
      const result = chipInput(record);
      if (!result.ok || !result.chip.gpu) continue;
      const { gpu, peakFlops } = result.chip;
      expect(Object.keys(gpu.gemm).sort(), record.id).toEqual(Object.keys(peakFlops).sort());
      expect(peakFlops.bf16, record.id).toBeGreaterThan(0);
      for (const { tauSeconds, computeEfficiency, memoryEfficiency } of Object.values(gpu.gemm)) {
        expect(tauSeconds).toBeLessThan(50e-6);
        expect(computeEfficiency).toBeLessThan(1);
        expect(memoryEfficiency).toBeLessThan(1);
      }
    }
  });

  it('leaves power and price of the Groq 3 LPU unknown', () => {
    const result = chipInput(chipById('groq3-lp30')!);
    expect(result.ok && [result.chip.tdpWatts, result.chip.usdPerHour]).toEqual([null, null]);
  });
});
