import { expect, test } from 'vitest';
import { decode } from '../scenario/codec';
import { resolve } from '../scenario/resolve';
import { simulate } from './sim/simulate';

function outcomeOf(link: string) {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error('A must reach the engine');
  return simulate(a.input);
}

test('a side that does not fit says which pool lacks how much, beside those that lack nothing', () => {
  const { asked, snapshot } = outcomeOf('v=1&a=gpu-sram&a.decode=groq-lpu-v1x64');
  expect(snapshot).toBeNull();
  expect(asked).toMatchObject([
    { role: 'prefill', chipName: 'H100 SXM', chips: 8, lacks: null },
    { role: 'decode', tier: 'sram', chips: 64 },
  ]);
  const { neededBytes, availableBytes } = asked![1]!.lacks!;
  // 70.6 billion parameters of a byte, against 64 × 230 MB less what is kept free.
  expect(neededBytes).toBeGreaterThan(70e9);
  expect(availableBytes).toBeGreaterThan(12e9);
  expect(availableBytes).toBeLessThan(15e9);
});

test('a companion is named as that of the pool it serves', () => {
  const { asked } = outcomeOf('v=1&a=afd&a.prefill=h100-sxmx1');
  expect(asked?.map(({ role, owner }) => [role, owner])).toEqual([
    ['prefill', null],
    ['attention', null],
    ['ffn', 1],
  ]);
});

test('a side that runs has its snapshot alone', () => {
  expect(outcomeOf('v=1&n=20').asked).toBeUndefined();
});
