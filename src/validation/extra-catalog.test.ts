import { describe, expect, it } from 'vitest';
import { LLAMA_CONFIG } from '../data/fixtures/llama-config';
import { readExtraCatalog } from './extra-catalog';

describe('an extra catalogue', () => {
  it('takes a chip over from another, with what differs', () => {
    const read = readExtraCatalog({
      chips: [
        { id: 'h20', names: ['H20-96GB'], like: 'h100-sxm', memory: { bytes: 96e9, bytesPerSecond: 4e12 } },
      ],
      models: [{ id: 'mine', names: ['mine-8b'], config: LLAMA_CONFIG }],
    });
    if (!read.ok) throw new Error(read.why);
    const chip = read.extras.chips.get('H20-96GB');
    expect(chip).toMatchObject({ id: 'h20', memory: { tier: 'hbm', bytes: 96e9, bytesPerSecond: 4e12 } });
    expect(chip?.gpu).not.toBeNull();
    expect(read.extras.models.get('mine-8b')?.model.shape.layers).toBe(32);
  });

  it('takes a chip as its own file has it, one path a figure, in a list or alone', () => {
    const chip = { id: 'my-chip', like: 'h100-sxm', 'memory.bytesPerSecond': 6.7e12, tdpWatts: null };
    const nestedOne = { id: 'my-chip', like: 'h100-sxm', memory: { bytesPerSecond: 6.7e12 }, tdpWatts: null };
    const read = readExtraCatalog({ chips: [nestedOne] });
    expect(read).toMatchObject({ ok: true });
    for (const json of [chip, { chips: [chip] }]) expect(readExtraCatalog(json)).toEqual(read);
    expect(read.ok && read.extras.chips.get('my-chip')).toMatchObject({
      memory: { tier: 'hbm', bytesPerSecond: 6.7e12 },
      tdpWatts: null,
    });
  });

  it.each([
    [
      { 'memory.bytesPerSec': 1 },
      'chip 1: memory.bytesPerSec is not a field of such a chip; closest: bytes, bytesPerSecond',
    ],
    [{ memory: { speed: 1 } }, 'chip 1: memory.speed is not a field of such a chip'],
    [{ 'sram.hopSeconds': 1e-6 }, 'chip 1: sram has figures of sram chips, and like is none'],
    [{ color: 'red' }, 'chip 1: color is not a field of such a chip'],
  ])('names a field that no chip has: %j', (more, why) => {
    expect(readExtraCatalog({ id: 'x', like: 'h100-sxm', ...more })).toEqual({ ok: false, why });
  });

  it('names what is neither a chip, a model nor a field of one', () => {
    expect(readExtraCatalog({ chips: [], modles: [] })).toEqual({
      ok: false,
      why: 'modles is neither chips nor models',
    });
    expect(readExtraCatalog({ models: [{ id: 'x', config: LLAMA_CONFIG, fp88: 'fp8' }] })).toEqual({
      ok: false,
      why: 'model 1: fp88 is not a field of a model; closest: fp8',
    });
  });

  it('may be one bare configuration', () => {
    const read = readExtraCatalog({ ...LLAMA_CONFIG, _name_or_path: 'somebody/some-8b' });
    expect(read.ok && [...read.extras.models.keys()]).toEqual(['somebody/some-8b']);
  });

  it('says which entry is wrong', () => {
    expect(readExtraCatalog({ chips: [{ id: 'x', like: 'no-such-chip' }] })).toMatchObject({
      ok: false,
      why: 'chip 1: "like" must be the id of a chip of the catalogue',
    });
    expect(readExtraCatalog([])).toMatchObject({ ok: false });
    const whyOf = (json: unknown) => {
      const read = readExtraCatalog(json);
      return read.ok ? null : read.why;
    };
    expect(whyOf({ models: {} })).toBe('models is not a list');
    expect(whyOf({ models: [{ id: 'x', shape: { layers: 32 } }] })).toBe('model 1: shape: it has no width');
    expect(whyOf({ models: [{ id: 'x', config: LLAMA_CONFIG, fp8: 'fp9' }] })).toMatch(
      /^model 1: fp8 is not one of/,
    );
    expect(whyOf({ chips: [{ id: 'x', like: 'h100-sxm', memory: { bytesPerSecond: 'fast' } }] })).toBe(
      'chip 1: memory.bytesPerSecond is not a number',
    );
    // A file of neither is taken for the configuration of a model.
    expect(whyOf({ n_embd: 768 })).toBe('model 1: num_hidden_layers is missing');
  });

  it('takes the formats of a checkpoint from its configuration', () => {
    const formatsOf = (quantization_config: object) => {
      const read = readExtraCatalog({
        models: [{ id: 'x', config: { ...LLAMA_CONFIG, quantization_config } }],
      });
      return read.ok ? read.extras.models.get('x') : null;
    };
    expect(formatsOf({ quant_method: 'fp8', weight_block_size: [128, 128] })).toMatchObject({ fp8: 'fp8b' });
    const own = readExtraCatalog({ models: [{ id: 'x', config: LLAMA_CONFIG, nativeFormat: 'fp8b' }] });
    expect(own.ok && own.extras.models.get('x')).toMatchObject({ native: 'fp8b', fp8: 'fp8b' });
    expect(formatsOf({ quant_method: 'mxfp4' })).toMatchObject({ always: 'mxfp4-experts' });
  });
});
