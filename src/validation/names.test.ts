import { describe, expect, it } from 'vitest';
import { findChip, findModel } from './configuration';
import { NO_EXTRAS, readExtraCatalog } from './extra-catalog';
import { MODELS_BY_HAND } from './models-by-hand';
import { countParameters } from '../engine/model/parameters';

const model = (name: string) => findModel(name, NO_EXTRAS)?.model.id;
const chip = (name: string) => {
  const found = findChip(name, NO_EXTRAS);
  return typeof found === 'string' ? found : found.id;
};

describe('names', () => {
  it('of models are found as makers and repositories write them', () => {
    expect(model('meta-llama/Llama-3.1-8B-Instruct')).toBe('llama-3.1-8b');
    expect(model('Qwen3-235B-A22B-Instruct-2507-FP8')).toBe('qwen3-235b-a22b');
    expect(model('DeepSeek-R1-0528')).toBe('deepseek-v3');
    expect(model('openai/gpt-oss-120b')).toBe('gpt-oss-120b');
    expect(model('mistralai/Mistral-7B-Instruct-v0.3')).toBe('mistral-7b');
    expect(model('some-model-of-tomorrow')).toBeUndefined();
  });

  it('of chips are found with and without memory, maker and connector', () => {
    expect(['H100', 'H100-SXM-80GB', 'NVIDIA H100 80GB HBM3', 'h100-sxm'].map(chip)).toEqual(
      Array<string>(4).fill('h100-sxm'),
    );
    expect(chip('AMD Instinct MI300X')).toBe('mi300x');
    expect(chip('H20-96GB')).toBe('h20');
    expect(chip('GB200')).toBe('gb200-nvl72');
    expect(chip('Abacus 9')).toBe('hardware not in the catalogue');
  });

  it('a user gives go before ours', () => {
    const read = readExtraCatalog({ chips: [{ id: 'mine', names: ['H20'], like: 'h100-sxm' }] });
    if (!read.ok) throw new Error(read.why);
    expect(findChip('H20', read.extras)).toMatchObject({ id: 'mine' });
  });
});

// Written by hand, so held to the number of parameters in the name.
it('models by hand have the parameters that their names say', () => {
  for (const { id, shape } of MODELS_BY_HAND) {
    const named = /-(\d+(?:\.\d+)?)b/.exec(id)?.[1];
    if (named === undefined) continue;
    expect(countParameters(shape).total / 1e9 / Number(named), id).toBeGreaterThan(0.9);
    expect(countParameters(shape).total / 1e9 / Number(named), id).toBeLessThan(1.1);
  }
});
