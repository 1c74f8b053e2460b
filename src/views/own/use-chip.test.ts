import { expect, test } from 'vitest';
import { decode, encode } from '../../scenario/codec';
import type { OwnChip } from '../../data/own-chip';
import { resolve } from '../../scenario/resolve';
import { patchScenario } from '../../scenario/patch';
import type { Scenario } from '../../scenario/scenario';
import { chipInUse, heldBy, runsChip, sideWithChip, usedText, withChip, withoutChip } from './use-chip';

const GPU: OwnChip = { id: 'my-chip', name: 'My chip', like: 'h100-sxm', figures: {} };
const LPU: OwnChip = { ...GPU, like: 'groq-lpu-v1' };
const FREE = { a: false, b: false };

function scenarioOf(link: string, chip: OwnChip): Scenario {
  const plain = decode('v=1').scenario;
  const own = patchScenario(plain, { custom: withChip(plain.custom, chip) });
  const packed = encode(own).replace('v=1&', '');
  const { scenario, problems } = decode(`v=1&${link}&${packed}`);
  expect(problems).toEqual([]);
  return scenario;
}

test.each([
  ['a.prefill=my-chipx8', GPU],
  ['b.prefill=my-chipx8', GPU],
  ['b=gpu&b.prefill=my-chipx8', GPU],
  ['a.more=mixed:my-chipx8', GPU],
  ['a=afd&b=afd&b.ffn=my-chipx288', LPU],
  ['a.spec=4:0.7:my-chipx2', GPU],
  ['a.spec=0:0.7:my-chipx2', GPU],
])('a chip that is removed leaves no pool without one: %s', (link, chip) => {
  const before = scenarioOf(link, chip);
  expect(runsChip(before.a, chip.id) || runsChip(before.b, chip.id)).toBe(true);
  const after = patchScenario(before, withoutChip(before, chip));
  expect(runsChip(after.a, chip.id) || runsChip(after.b, chip.id)).toBe(false);
  const { a, b } = resolve(after);
  expect([a.kind, b?.kind]).toEqual(['ready', 'ready']);
  expect(decode(encode(after))).toMatchObject({ scenario: after, problems: [] });
});

test('a side without the chip is left as it is, and a locked one with it holds it', () => {
  const scenario = scenarioOf('a.more=mixed:my-chipx8', GPU);
  expect(withoutChip(scenario, GPU)).not.toHaveProperty('b');
  expect(heldBy(scenario, FREE, GPU.id)).toBeNull();
  expect(heldBy(scenario, { a: false, b: true }, GPU.id)).toBeNull();
  expect(heldBy(scenario, { a: true, b: true }, GPU.id)).toBe('A');
  expect(heldBy({ ...scenario, b: scenario.a }, { a: false, b: true }, GPU.id)).toBe('B');
});

test('the chip to look at first is one that a side runs on, of B before A', () => {
  const { scenario } = decode('v=1&a=gpu&b=gpu');
  const chips = ['one', 'two', 'three'].map((id) => ({ ...GPU, id, name: id }));
  const inUse = (a: string, b: string) =>
    chipInUse({
      ...scenario,
      custom: { ...scenario.custom, chips },
      a: { ...scenario.a, decode: { chip: a, count: 8 } },
      b: { ...scenario.a, decode: { chip: b, count: 8 } },
    })?.id;
  expect(inUse('h100-sxm', 'three')).toBe('three');
  expect(inUse('two', 'h100-sxm')).toBe('two');
  expect(inUse('two', 'three')).toBe('three');
  expect(inUse('h100-sxm', 'h100-sxm')).toBe('one');
  // A pool that the architecture does not have runs nothing.
  const idle = {
    ...scenario.a,
    architecture: 'gpu' as const,
    split: { ...scenario.a.split, ffn: { chip: 'three', count: 8 } },
  };
  expect(chipInUse({ ...scenario, custom: { ...scenario.custom, chips }, a: idle, b: null })?.id).toBe('one');
  expect(chipInUse(scenario)).toBeUndefined();
});

test('how many run is said, and how many of a changed SRAM chip hold what these held', () => {
  const { custom, b } = decode('v=1&b=gpu-sram').scenario;
  const half: OwnChip = { ...LPU, figures: { 'memory.bytes': 5e8 } };
  const first = sideWithChip(b, half, custom);
  expect(usedText({ before: b, after: first, side: 'b' }, half, custom)).toBe(
    'My chip runs in B now: 265 chips for decode.',
  );
  const own = withChip(custom, half);
  const whole: OwnChip = { ...LPU, figures: { 'memory.bytes': 1e9 } };
  const then = sideWithChip(first, whole, own);
  expect(then.decode?.count).toBe(265);
  expect(usedText({ before: first, after: then, side: 'b' }, whole, own)).toBe(
    'My chip runs in B now: 265 chips for decode, as before (133 hold what these held before).',
  );
  const faster: OwnChip = { ...half, figures: { ...half.figures, 'memory.bytesPerSecond': 1e14 } };
  expect(usedText({ before: first, after: first, side: 'b' }, faster, own)).toBe(
    'My chip runs in B now: 265 chips for decode, as before.',
  );
});
