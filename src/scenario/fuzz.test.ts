import { expect, test } from 'vitest';
import { decode, encode } from './codec';
import { FIELD_KEYS } from './fields';
import { packed } from './packed';
import { PRESETS } from './presets';

/** Links that people mangled: how many is a matter of patience, `FUZZ_LINKS=1000000 npx vitest run src/scenario/fuzz`. */
const COUNT = Number(process.env['FUZZ_LINKS'] ?? 100_000);

/** A small generator of its own, so that a failure names a seed that brings it back. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SEEDS = [
  ...PRESETS.flatMap(({ scenario, steps }) => [scenario, ...steps.map((step) => step.scenario)].map(encode)),
  `v=1&a.prefill=minex8&x=${packed({ chips: [{ id: 'mine', like: 'h100-sxm', 'memory.bytes': 2e11 }] })}`,
  'v=1&size=671b&moe=37b&fmt=nvfp4&kv=bf16&io=1:4&rps=0.5&seed=7&n=20000&a.tp=8&b=none&view=race&embed=1',
];
const PIECES = [
  ...FIELD_KEYS.map((key) => `&${key}=`),
  ...[
    '=',
    '&',
    '%',
    '%zz',
    '%00',
    '#',
    '?',
    ':',
    '-',
    '.',
    'e308',
    '1e-400',
    'NaN',
    'Infinity',
    '\u0000',
    '🙂',
    '\ud800',
  ],
  ...[
    '__proto__=1',
    '&constructor=x',
    'x8',
    'h100-sxmx',
    '999999999999999999',
    'v=2',
    'b=none',
    '&amp;',
    ' ',
    '\n',
  ],
];

function mangled(seed: number): string {
  const random = randomFrom(seed);
  let text = SEEDS[random(SEEDS.length)] ?? '';
  for (let edits = 1 + random(4); edits > 0; edits--) {
    const at = random(text.length + 1);
    const gone = random(3) === 0 ? random(6) : 0;
    const piece =
      random(4) === 0 ? String.fromCharCode(random(0x3000)) : (PIECES[random(PIECES.length)] ?? '');
    text = text.slice(0, at) + piece + text.slice(at + gone);
  }
  return text;
}

test(`${String(COUNT)} mangled links are read without a throw, and mean what they are written back as`, () => {
  for (let seed = 0; seed < COUNT; seed++) {
    const text = mangled(seed);
    try {
      const { scenario } = decode(text);
      // Writing and reading again is the dear part; one in ten is plenty.
      if (seed % 10 !== 0) continue;
      const written = encode(scenario);
      if (encode(decode(written).scenario) !== written) throw new Error(`"${written}" is not itself`);
    } catch (error) {
      expect.fail(`seed ${String(seed)}, ${JSON.stringify(text)}: ${String(error)}`);
    }
  }
}, 600_000);
