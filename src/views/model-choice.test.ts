import { describe, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import { patchScenario } from '../scenario/patch';
import { AXES, SIZE_SCALE } from './axes';
import {
  EXACT,
  isMixture,
  kindPatch,
  MODEL_CHOICES,
  sizeOf,
  sizePatch,
  snapAt,
  snapPlaces,
} from './model-choice';

const named = (model: string) => patchScenario(DEFAULT_SCENARIO, { model });

describe('model size', () => {
  test('every model offered has a size, dense and mixtures apart', () => {
    for (const model of MODEL_CHOICES) expect(model.parameters).toBeGreaterThan(5e8);
    expect(sizeOf(named('kimi-k2'))).toBe(1.04e12);
    expect(sizeOf(named('gpt-oss-120b'))).toBe(116.83e9);
    expect(isMixture(named('kimi-k2'))).toBe(true);
    expect(isMixture(named('llama-3.1-70b'))).toBe(false);
  });

  test('the slider lands on a model only where it is asked to', () => {
    const at = SIZE_SCALE.fromPosition(SIZE_SCALE.toPosition(405e9) + 1);
    expect(sizePatch(DEFAULT_SCENARIO, at, SIZE_SCALE, 0)).toMatchObject({ model: null, size: at });
    expect(sizePatch(DEFAULT_SCENARIO, at, SIZE_SCALE, 2)).toMatchObject({ model: 'llama-3.1-405b' });
    expect(sizePatch(DEFAULT_SCENARIO, 8e9, SIZE_SCALE, 0)).toMatchObject({ model: 'llama-3.1-8b' });
    expect(sizePatch(DEFAULT_SCENARIO, 8e9, SIZE_SCALE, EXACT)).toMatchObject({ model: null, size: 8e9 });
    expect(sizePatch(DEFAULT_SCENARIO, 1.9e12, SIZE_SCALE, 2)).toMatchObject({ model: null });
  });

  test('by key every place can be left again', () => {
    let scenario = named('llama-3.1-8b');
    for (let i = 0; i < 30; i++) {
      const before = SIZE_SCALE.toPosition(sizeOf(scenario));
      const value = SIZE_SCALE.fromPosition(before + 1);
      scenario = patchScenario(scenario, AXES.size.patch(scenario, value));
      expect(SIZE_SCALE.toPosition(sizeOf(scenario))).toBe(before + 1);
    }
  });

  test('a mixture keeps how sparse it is, and is never smaller than its active part', () => {
    const mixture = patchScenario(DEFAULT_SCENARIO, { size: 400e9, moe: 20e9 });
    expect(sizePatch(mixture, 100e9, SIZE_SCALE, 0)).toEqual({ model: null, size: 100e9, moe: 5e9 });
    const smallest = sizePatch(mixture, 5e8, SIZE_SCALE, 0);
    expect(smallest.moe).toBeLessThan(smallest.size!);
    expect(kindPatch(DEFAULT_SCENARIO, true)).toEqual({ model: null, size: 70.6e9, moe: 4.41e9 });
    expect(kindPatch(mixture, false)).toEqual({ model: null, size: 400e9, moe: null });
  });

  test('on a crowded place the model people mean wins', () => {
    const dense = snapPlaces(false, SIZE_SCALE);
    expect(snapAt(dense, SIZE_SCALE.toPosition(8e9), 1)?.id).toBe('llama-3.1-8b');
    expect(snapAt(dense, SIZE_SCALE.toPosition(7e10), 1)?.id).toBe('llama-3.1-70b');
    expect(snapAt(snapPlaces(true, SIZE_SCALE), SIZE_SCALE.toPosition(671e9), 0)?.id).toBe('deepseek-v3');
  });
});
