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
  });
});
