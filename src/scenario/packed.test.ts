import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chipById, CHIPS } from '../data/catalog';
import { CHIP_FIGURES, figureRange, ownChipInput, readOwnChip, type ChipFigure } from '../data/own-chip';
import { estimateReport } from '../engine/estimate-report';
import { simulate } from '../engine/sim/simulate';
import { applyLink, decode, encode } from './codec';
import { readCustom } from './custom';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson, toJson } from './json';
import { packed } from './packed';
import { PRESETS } from './presets';
import { resolve } from './resolve';

const CHIP = {
  id: 'my-chip',
  name: 'Mein Chip é ✓',
  like: 'h100-sxm',
  'memory.bytesPerSecond': 8e12,
  usdPerHour: null,
};
const SHAPE = {
  layers: 32,
  width: 4096,
  queryHeads: 32,
  kvHeads: 8,
  headWidth: 128,
  ffnWidth: 14336,
  vocabulary: 128256,
};
const MODEL = { id: 'my-model', maxContext: 131072, nativeFormat: 'fp8', shape: SHAPE };
const OWN = { chips: [CHIP], models: [MODEL], forced: [{ side: 'a', request: 3, instance: 0 }] };
const LINK = `v=1&model=my-model&a.prefill=my-chipx16&x=${packed(OWN)}`;

/** What is said about a link's packed part. */
const said = (json: unknown) =>
  decode(`x=${packed(json)}`)
    .problems.map(({ message }) => message)
    .join('\n');

test('chips, models and decisions travel in a link, are known to the other keys, and are computed', () => {
  const { scenario, problems } = decode(LINK);
  expect(problems).toEqual([]);
  expect(encode(scenario)).toBe(LINK);
  const { a } = resolve(scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  expect(a.input.model).toMatchObject({ id: 'my-model', shape: { ...SHAPE, moe: null, gated: true } });
  expect(a.input.cluster.pools[0]).toMatchObject({
    chips: 16,
    weightFormat: 'fp8',
    chip: {
      id: 'my-chip',
      name: 'Mein Chip é ✓',
      memory: { tier: 'hbm', bytesPerSecond: 8e12 },
      usdPerHour: null,
    },
  });
  const report = estimateReport(a.input);
  expect(report.usd_per_million_output_tokens).toBeNull();
  expect(report.feasible).toBe(true);
});

test('the packed part may stand anywhere, and a link on top of a scenario keeps what it brought along', () => {
  const keys = LINK.split('&').reverse().join('&');
  expect(decode(keys)).toEqual(decode(LINK));
  const { scenario } = decode(LINK);
  const on = applyLink('b=gpu-split&b.decode=my-chipx4&b.prefill=my-chipx4', scenario);
  expect(on.problems).toEqual([]);
  expect(on.scenario.custom).toBe(scenario.custom);
});

test('JSON holds it unpacked, and reads both', () => {
  const { scenario } = decode(LINK);
  const json = JSON.parse(JSON.stringify(toJson(scenario))) as Record<string, unknown>;
  expect(json['x']).toMatchObject({ chips: [{ id: 'my-chip', like: 'h100-sxm' }] });
  expect(fromJson(json, DEFAULT_SCENARIO)).toEqual({ scenario, problems: [] });
  expect(fromJson({ ...json, x: packed(OWN) }, DEFAULT_SCENARIO)).toEqual({ scenario, problems: [] });
});

test.each<[unknown, string]>([
  [{ chips: [{ ...CHIP, id: 'h100-sxm' }] }, 'chip 1: id "h100-sxm" is taken by a chip of the catalogue'],
  [{ chips: [{ ...CHIP, id: 'My Chip' }] }, 'chip 1: id is not 1 to 40 small letters'],
  [{ chips: [{ ...CHIP, like: 'h101' }] }, 'chip 1: like is not the id of a chip'],
  [{ chips: [{ ...CHIP, 'memory.bytes': 5 }] }, 'chip 1: memory.bytes is outside 1000000 to'],
  [{ chips: [{ ...CHIP, memory: { bytes: '80 GB' } }] }, 'chip 1: memory.bytes is not a number'],
  [{ chips: [{ ...CHIP, 'sram.hopSeconds': 1e-7 }] }, 'chip 1: sram.hopSeconds is a figure of sram chips'],
  [{ chips: [{ ...CHIP, colour: 'red' }] }, 'chip 1: colour is not a figure of a chip'],
  [{ chips: [{ ...CHIP, 'memory.bytes': null }] }, 'chip 1: memory.bytes is not a number'],
  [{ chips: [CHIP, CHIP] }, 'chip 2: id "my-chip" is there twice'],
  [{ chips: Array.from({ length: 21 }, () => CHIP) }, 'chips is not a list of at most 20'],
  [
    { models: [{ ...MODEL, shape: { ...SHAPE, layers: 0 } }] },
    'model 1: shape: layers is not a number from 1',
  ],
  [{ models: [{ ...MODEL, shape: { layers: 2 } }] }, 'model 1: shape: it has no width'],
  [{ models: [{ ...MODEL, nativeFormat: 'fp7' }] }, 'model 1: nativeFormat is not one of'],
  [
    { models: [{ ...MODEL, shape: { ...SHAPE, window: { tokens: 128, localLayers: 9, globalLayers: 9 } } }] },
    'add up',
  ],
  [{ forced: [{ side: 'c', request: 1, instance: 0 }] }, 'forced 1: it is not { side: a or b'],
  [{ spells: [] }, 'spells is none of chips, models and forced'],
  [[1], 'it is not an object'],
  ['text', 'it is not an object'],
])('%j is refused by name', (json, sentence) => {
  expect(said(json)).toContain(sentence);
  expect(decode(`x=${packed(json)}`).scenario.custom).toEqual(DEFAULT_SCENARIO.custom);
});

test.each([
  ['x=j2.e30', 'is packed as "j2", which this Tokenyard does not know'],
  ['x=e30', 'is not j1. and base64 letters'],
  ['x=j1.e3', 'is cut off or mangled'],
  ['x=j1._____', 'is cut off or mangled'],
  [`x=j1.${'A'.repeat(70_000)}`, 'is longer than 65536 letters'],
  ['a.prefill=my-chipx8', 'names no known chip'],
])('%s: says so', (link, sentence) => {
  expect(
    decode(link)
      .problems.map(({ message }) => message)
      .join(),
  ).toContain(sentence);
});

test('a preset and ten edits are at most 600 characters', () => {
  const edits =
    'ctx=123456&model=llama-3.1-405b&fmt=mxfp4-experts&kv=bf16&io=12.5:1&rps=12.345&n=123456&seed=4294967295&' +
    'a=gpu-split&a.prefill=rtx-pro-6000-blackwellx1024&a.decode=rtx-pro-6000-blackwellx1024&b.tp=1024&a.route=kvtime&' +
    'a.tiers=device,dram:2t,flash:30t,net&b.tiers=device,dram:2t,flash:30t,net&theme=light&view=frontier';
  expect(edits.split('&').length).toBeGreaterThan(10);
  for (const { id, scenario } of PRESETS) {
    const { scenario: edited } = applyLink(edits, scenario);
    expect(`${id} ${encode(edited)}`.length).toBeLessThanOrEqual(600);
  }
});

test('a chip of its own with five figures, in both pools, is a link of at most 600 characters', () => {
  const chip = { ...CHIP, 'peakFlops.bf16': 2e15, 'memory.bytes': 2.88e11, tdpWatts: 1200 };
  const { scenario, problems } = decode(
    `a=gpu-split&a.prefill=my-chipx8&a.decode=my-chipx8&x=${packed({ chips: [chip] })}`,
  );
  expect(problems).toEqual([]);
  expect(encode(scenario).length).toBeLessThanOrEqual(600);
});

test('any text in the packed place is read without a throw; what is written back is itself', () => {
  const letters = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.jsonValue().map((json) => packed(json)),
    fc.record({ at: fc.nat(300), with: fc.string({ maxLength: 3 }) }).map((edit) => {
      const text = packed(OWN);
      return text.slice(0, edit.at) + edit.with + text.slice(edit.at + 1);
    }),
  );
  fc.assert(
    fc.property(letters, (text) => {
      const { scenario } = decode(`v=1&x=${encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, '?'))}`);
      const written = encode(scenario);
      expect(encode(decode(written).scenario)).toBe(written);
      expect(readCustom(text).ok).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

/** `TOKENYARD_RUNS=5000` for a longer look. */
const RUNS = Number(process.env['TOKENYARD_RUNS'] ?? 150);

test('a chip with any figures in range runs to the end, or says why not, without a number that is none', () => {
  const bases = CHIPS.filter(({ id }) => readOwnChip({ id: 'x', like: id }).ok);
  const chip = fc.record({
    like: fc.constantFrom(...bases.map(({ id }) => id)),
    figures: fc.array(
      fc.record({
        figure: fc.constantFrom(...(Object.keys(CHIP_FIGURES) as ChipFigure[])),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 6 },
    ),
  });
  let ran = 0;
  fc.assert(
    fc.property(chip, ({ like, figures }) => {
      const kind = chipById(like)!.kind;
      const json: Record<string, unknown> = { id: 'mine', like };
      for (const { figure, share } of figures) {
        const { min, max, whole, only } = figureRange(figure);
        if (only !== undefined && only !== kind) continue;
        const value = min > 0 ? min * (max / min) ** share : min + share * (max - min);
        json[figure] = whole ? Math.round(value) : Math.min(max, Math.max(min, value));
      }
      const read = readOwnChip(json);
      if (!read.ok) throw new Error(read.why);
      const built = ownChipInput(read.chip);
      if (!built.ok) throw new Error(built.reason);
      const architecture = kind === 'sram' ? 'sram' : 'gpu';
      const link = `model=llama-3.1-8b&n=20&a=${architecture}&a.decode=minex64&b=none&x=${packed({ chips: [json] })}`;
      const { scenario, problems } = decode(link);
      expect(problems).toEqual([]);
      const { a } = resolve(scenario);
      if (a.kind !== 'ready') throw new Error(a.reason);
      for (const report of [simulate(a.input).report, estimateReport(a.input)]) {
        expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
        for (const value of numbersOf(report)) expect(Number.isFinite(value)).toBe(true);
        if (report.feasible) ran++;
      }
    }),
    { numRuns: RUNS },
  );
  expect(ran).toBeGreaterThan(RUNS / 4);
});

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

test('a forced decision changes the run of its side alone, and one that cannot be met is told', () => {
  const run = (forced: object[]) => {
    const { scenario } = decode(`n=40&rps=4&model=llama-3.1-8b&a.tp=1&x=${packed({ forced })}`);
    const { a, b } = resolve(scenario);
    if (a.kind !== 'ready' || b?.kind !== 'ready') throw new Error('a side cannot run');
    return [a, b].map(({ input }) => simulate(input));
  };
  const [free, freeB] = run([]);
  const at = free!.snapshot!.requests;
  expect(at.count).toBe(40);
  const [forced, forcedB] = run([
    { side: 'a', request: 30, instance: 1 },
    { side: 'a', request: 31, instance: 1 },
  ]);
  expect(forced!.report.hash).not.toBe(free!.report.hash);
  expect(forcedB!.report.hash).toBe(freeB!.report.hash);
  expect(forced!.report.notes.join()).not.toContain('forced');
  const [unmet] = run([{ side: 'a', request: 30, instance: 999 }]);
  expect(unmet!.report.hash).toBe(free!.report.hash);
  expect(unmet!.report.notes.join()).toContain('1 of 1 forced decisions name');
});

/** Golden: this text is in posts and slides, and means this for ever. */
test('version 1, packed as j1', () => {
  const link =
    'v=1&a.prefill=my-chipx16&x=j1.eyJjaGlwcyI6W3siaWQiOiJteS1jaGlwIiwibGlrZSI6ImgxMDAtc3htIiwibWVtb3J5LmJ5dGVzUGVyU2Vjb25kIjo4MDAwMDAwMDAwMDAwfV0sImZvcmNlZCI6W3sic2lkZSI6ImEiLCJyZXF1ZXN0IjozLCJpbnN0YW5jZSI6MH1dfQ';
  const { scenario, problems } = decode(link);
  expect(problems).toEqual([]);
  expect(scenario.a.decode).toEqual({ chip: 'my-chip', count: 16 });
  expect(scenario.custom).toEqual({
    chips: [{ id: 'my-chip', name: 'my-chip', like: 'h100-sxm', figures: { 'memory.bytesPerSecond': 8e12 } }],
    models: [],
    forced: [{ side: 'a', request: 3, instance: 0 }],
  });
  expect(encode(scenario)).toBe(link);
});
