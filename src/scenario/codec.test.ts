import { expect, test } from 'vitest';
import { decode, encode } from './codec';
import { DEFAULT_SCENARIO, poolsInForce, sideOf } from './defaults';
import { patchScenario } from './patch';
import type { Scenario } from './scenario';

/** Messages about one key. */
const said = (link: string, key: string) =>
  decode(link)
    .problems.filter((problem) => problem.key === key)
    .map(({ message }) => message)
    .join('\n');

/**
 * Golden links. These texts are in posts and slides: they mean this for ever. A version's block is only ever added.
 */
test.each<[link: string, patch: Partial<Scenario>]>([
  ['v=1', {}],
  ['v=1&ctx=32768&model=llama-3.1-8b&io=100:1&rps=4', { ctx: 32768, model: 'llama-3.1-8b', io: 100, rps: 4 }],
  ['v=1&size=70b', { size: 7e10 }],
  ['v=1&size=671b&moe=37b', { size: 671e9, moe: 37e9 }],
  ['v=1&size=1.5t&fmt=nvfp4&kv=bf16', { size: 1.5e12, fmt: 'nvfp4', kv: 'bf16' }],
  ['v=1&io=1:4&seed=7&n=20000', { io: 0.25, seed: 7, requests: 20_000 }],
  ['v=1&workload=agent', { ctx: 15_475, io: 15_326 / 149, workload: 'agent' }],
  ['v=1&workload=chat&ctx=4096', { ctx: 4096, io: 1155 / 211, workload: 'chat' }],
  ['v=1&b=none', { b: null }],
  ['v=1&view=race&layout=slide&embed=1', { view: 'race', layout: 'slide', embed: true }],
  [
    'v=1&a.prefill=h200-sxmx16&a.tp=8',
    { a: { ...sideOf('gpu'), decode: { chip: 'h200-sxm', count: 16 }, tensorParallel: 8 } },
  ],
  [
    'v=1&a=sram&a.decode=cerebras-wse3x4&b=gpu-split&b.decode=h100-sxmx4',
    {
      a: { ...sideOf('sram'), decode: { chip: 'cerebras-wse3', count: 4 } },
      b: { ...sideOf('gpu-split'), decode: { chip: 'h100-sxm', count: 4 } },
    },
  ],
  ['v=1&b=edge', { b: sideOf('edge') }],
  ['v=1&embed=1&theme=dark', { embed: true, theme: 'dark' }],
])('version 1: %s', (link, patch) => {
  const { scenario, problems } = decode(link);
  expect(problems).toEqual([]);
  expect(scenario).toEqual(patchScenario(DEFAULT_SCENARIO, patch));
  expect(decode(encode(scenario)).scenario).toEqual(scenario);
});

test('the default race is eight H100 against eight H100 and 576 LPUs', () => {
  const { scenario } = decode('');
  expect(poolsInForce(scenario.a)).toEqual({ prefill: null, decode: { chip: 'h100-sxm', count: 8 } });
  expect(scenario.b && poolsInForce(scenario.b)).toEqual({
    prefill: { chip: 'h100-sxm', count: 8 },
    decode: { chip: 'groq-lpu-v1', count: 576 },
  });
  expect(encode(scenario)).toBe('v=1');
});

test('defaults are left out, and v comes first', () => {
  const scenario = patchScenario(DEFAULT_SCENARIO, { rps: 3, ctx: 8192, seed: 1 });
  expect(encode(scenario)).toBe('v=1&rps=3');
});

test.each([
  '#v=1&ctx=9000',
  'v=1&ctx=9000',
  'ctx=9k',
  'https://example.org/tokenyard/?lang=en#v=1&ctx=9000',
  '#v%3D1%26ctx%3D9000',
  '#v=1&amp;ctx=9000',
  '  #v=1&&ctx=%39000& ',
])('reads %s', (text) => {
  const { scenario, problems } = decode(text);
  expect(problems).toEqual([]);
  expect(scenario.ctx).toBe(9000);
});

test('a link with its scenario in the query is read; a fragment wins', () => {
  const ctx = (link: string) => decode(link).scenario.ctx;
  expect(ctx('https://example.org/tokenyard/?v=1&ctx=9000')).toBe(9000);
  expect(ctx('https://example.org/tokenyard/?v=1&ctx=9000#')).toBe(9000);
  expect(ctx('https://example.org/tokenyard/?v=1&ctx=9000#v=1&ctx=7000')).toBe(7000);
  expect(decode('https://example.org/tokenyard/?ctx=9000').scenario).toEqual(DEFAULT_SCENARIO);
});

test('a link without a fragment is the default scenario', () => {
  expect(decode('https://example.org/tokenyard/')).toEqual({ scenario: DEFAULT_SCENARIO, problems: [] });
});

test.each([
  ['ctx=100', 'ctx', 'ctx "100" is outside 128 to 4,000,000 tokens; the default 8,192 is used.'],
  [
    'ctx=8192.5',
    'ctx',
    'ctx "8192.5" is not a whole number; it takes 128 to 4,000,000 tokens; the default 8,192 is used.',
  ],
  ['size=3t', 'size', 'size "3t" is outside 0.5b to 2t parameters; it is left out.'],
  ['io=0:0', 'io', 'takes 1:16 to 1000:1; the default 7:1 is used.'],
  ['io=1:17', 'io', 'io "1:17" is outside 1:16 to 1000:1; the default 7:1 is used.'],
  ['rps=1e6', 'rps', 'rps "1e6" is more than 100,000 requests/s; the default 1 is used.'],
  ['size=70', 'size', 'size "70" is outside 0.5b to 2t parameters; for billions write 70b; it is left out.'],
  ['rps=0', 'rps', 'rps "0" is not above 0 and at most 100,000 requests/s; the default 1 is used.'],
  ['rps=fast', 'rps', 'rps "fast" is not a number'],
  ['n=2000000', 'n', 'n "2000000" is outside 1 to 1,000,000 requests; the default 1,000 is used.'],
  ['workload=agent&ctx=1', 'ctx', 'the default 15,475 is used.'],
  ['a=h100', 'a', 'a "h100" is not an architecture; it is one of gpu, gpu-split, gpu-sram, afd, sram, edge;'],
  [
    'a.prefill=h100x8',
    'a.prefill',
    'names no known chip; closest: h100-sxm; the default h100-sxmx8 is used.',
  ],
  ['b.decode=groq-lpu-v1x0', 'b.decode', 'has a count outside 1 to 100,000 chips;'],
  ['b.decode=groq-lpu-v1', 'b.decode', 'is not <chip id>x<count>, e.g. h100-sxmx8;'],
  ['a.tp=3', 'a.tp', 'is not auto or a power of two from 1 to 1024; the default auto is used.'],
  ['model=llama-3.1-70', 'model', 'closest: llama-3.1-70b'],
  ['embed=yes', 'embed', 'embed "yes" is not 1 or 0; the default 0 is used.'],
  ['a.spec=eagle:4', 'a.spec', 'does not begin with the tokens drafted in a round'],
  ['a.spec=4', 'a.spec', 'does not go on with the acceptance, 0 to 1'],
  ['a.spec=4:1.5', 'a.spec', 'does not go on with the acceptance, 0 to 1'],
  ['a.spec=4:0.7:llama-3.2-2b', 'a.spec', 'which is no model'],
  ['a.spec=4:0.7:h100-sxmx0', 'a.spec', 'has a draft pool outside 1 to 100,000 chips'],
  ['a.ffn=groq-lpu-v1x288', 'a.ffn', 'is not used: it needs the architecture afd'],
  ['attn=mla', 'attn', 'is not used: it needs size'],
  ['a=sram&a.pp=2', 'a.pp', 'is not used: it needs an architecture with a pool of GPUs'],
  ['a.overlap=0.5', 'a.overlap', 'is not used: it needs ep'],
  ['a.ep=2000', 'a.ep', 'is outside 1 to 1,024'],
  ['a=afd&a.micro=0', 'a.micro', 'is not auto or a whole number of 1 to 64'],
  ['cxt=9000', 'cxt', 'cxt "9000" is not a key of a scenario; closest: ctx; it is not used.'],
  ['ctx', 'ctx', 'ctx "" is not a number'],
  ['ctx=9000&ctx=10000', 'ctx', 'ctx "9000" is given more than once; the last one is used.'],
  ['ctx=%zz', 'ctx', 'has a broken % escape'],
  ['model=llama-3.1-8b&size=7b', 'size', 'is not used: model names llama-3.1-8b, which wins over size.'],
  ['moe=3b', 'moe', 'is not used: it needs size'],
  ['conc=8&rps=2', 'rps', 'is not used: with conc the rate is an outcome.'],
  ['conc=0.5', 'conc', 'is not a whole number; it takes 1 to 100,000 requests in flight; it is left out.'],
  ['b=none&b.tp=8', 'b.tp', 'is not used: B is hidden'],
  ['a=gpu&a.prefill=h100-sxmx8&a.decode=h100-sxmx4', 'a.decode', 'gpu has one pool, and a.prefill names it.'],
])('%s: says so', (link, key, sentence) => {
  expect(said(link, key)).toContain(sentence);
});

test('a bad value changes nothing else', () => {
  const { scenario, problems } = decode('v=1&ctx=abc&rps=4&a=banana');
  expect(scenario).toEqual({ ...DEFAULT_SCENARIO, rps: 4 });
  expect(problems.map(({ key }) => key)).toEqual(['ctx', 'a']);
});

test('a single pool may be named under either key', () => {
  const named = { chip: 'h200-sxm', count: 4 };
  for (const link of [
    'a=gpu&a.prefill=h200-sxmx4',
    'a=gpu&a.decode=h200-sxmx4',
    'a=edge&a.prefill=h200-sxmx4',
  ]) {
    expect(decode(link).scenario.a).toMatchObject({ prefill: null, decode: named });
    expect(decode(link).problems).toEqual([]);
  }
});

test.each([
  ['classes=interactive', 'classes', 'is not a list of <class>:<share>'],
  [
    'classes=chat:50',
    'classes',
    'names no known class in "chat"; it is one of interactive, voice, batch, long, edge, small; it is left out.',
  ],
  ['classes=batch:1,batch:2', 'classes', 'names the class batch twice'],
  ['classes=batch:0', 'classes', 'a share that is not above 0'],
  ['classes=batch:1/llama-9', 'classes', 'has batch answered by an unknown model "llama-9"'],
  ['slo=0.5', 'slo', 'is not ttft:<seconds>, tpot:<seconds> or both'],
  ['slo=ttft:0', 'slo', 'promises a ttft that is not above 0'],
  ['slo=ttft:1,ttft:2', 'slo', 'promises ttft twice'],
  ['a.more=h100-sxmx8', 'a.more', 'is not a list of <role>:<chip id>x<count>'],
  ['a.more=both:h100-sxmx8', 'a.more', 'names no role in "both"; it is one of mixed, prefill, decode, edge'],
  ['a.more=mixed:h100x8', 'a.more', 'names no known chip in "h100"'],
  ['b.decode=wse-3x4', 'b.decode', 'names no known chip; closest: cerebras-wse3'],
  ['a.more=mixed:h100-sxmx0', 'a.more', 'has a count outside 1 to 100,000 chips'],
  ['a.more=mixed:h100-sxmx8/llama', 'a.more', 'names no known model in "llama"'],
  ['a.reject=all', 'a.reject', 'is not an early rejection; it is one of none, slo'],
])('%s is named and not used', (link, key, why) => {
  expect(said(link, key)).toContain(why);
  expect(encode(decode(link).scenario)).toBe('v=1');
});

test('classes, promises and more pools are read and written', () => {
  for (const link of [
    'v=1&classes=interactive:60,small:5/qwen3-8b',
    'v=1&slo=ttft:0.5,tpot:0.03',
    'v=1&slo=tpot:0.03',
    'v=1&a.route=class&a.more=mixed:rtx-4090x4/llama-3.1-8b,edge:jetson-thorx1&b.more=mixed:h200-sxmx8',
    'v=1&slo=ttft:1&b.route=slo&b.reject=slo',
  ]) {
    expect(decode(link).problems).toEqual([]);
    expect(encode(decode(link).scenario)).toBe(link);
  }
  // Typed as an address, it is read all the same.
  expect(decode('classes=small:5@qwen3-8b').scenario.classes).toEqual([
    { id: 'small', share: 5, model: 'qwen3-8b' },
  ]);
});

test('classes bring their own promises and lengths, which ctx and io stretch', () => {
  for (const key of ['slo=ttft:1', 'turns=4'])
    expect(said(`classes=batch:1&${key}`, key.split('=')[0]!)).toContain('classes bring their own');
  expect(encode(decode('classes=batch:1&ctx=2500&io=4&slo=ttft:1').scenario)).toBe('v=1&classes=batch:1');
  expect(decode('classes=batch:1').scenario).toMatchObject({ ctx: 2500, io: 4 });
  expect(encode(decode('classes=batch:1&ctx=4096').scenario)).toBe('v=1&ctx=4096&classes=batch:1');
});

test('tiers are read in order, with sizes', () => {
  expect(decode('a.tiers=device,dram:2t,flash').problems).toEqual([]);
  expect(said('a.tiers=dram:1t', 'a.tiers')).toContain('does not begin with device');
  expect(said('a.tiers=device,tape', 'a.tiers')).toContain('has no tier "tape"');
  expect(said('a.tiers=device,flash,dram', 'a.tiers')).toContain('out of order');
  expect(said('a.tiers=device,dram:5', 'a.tiers')).toContain('gives dram "5"; it takes 1 GB to 10,000 TB');
  expect(said('a.tiers=device,net:2t:5', 'a.tiers')).toContain('a client reads 1 MB/s to 100 TB/s');
});

test.each([
  ['device,dram:2 TB,net', 'device,dram:2t,net'],
  ['device,dram:500gb', 'device,dram:500b'],
  ['device,dram:1.5 TiB', 'device,dram:1.649267441664t'],
  ['device,flash:10,000 TB:7 GB/s,podflash:1PB', 'device,flash:10000t:7b,podflash:1000t'],
  ['device,flash:8000000 MB', 'device,flash:8t'],
  ['device,dram:2e12,flash:30.72t:7b', 'device,dram:2e12,flash:30.72t:7b'],
])('tiers %s are written %s', (typed, written) => {
  const { scenario, problems } = decode(`a.tiers=${encodeURIComponent(typed)}`);
  expect(problems).toEqual([]);
  expect(scenario.a.tiers).toBe(written);
});

test('an unknown routing policy is refused, a known one used', () => {
  expect(said('b.route=fastest', 'b.route')).toContain('is not a routing policy');
  expect(decode('a.route=p2c').problems).toEqual([]);
  expect(decode('a.route=least').scenario.a.route).toBeNull();
});

test('a link from the future says so and is read as far as it is known', () => {
  const { scenario, problems } = decode('v=9&ctx=9000&warp=1');
  expect(scenario.ctx).toBe(9000);
  expect(problems[0]?.message).toContain('made by a newer Tokenyard');
  expect(said('v=one', 'v')).toContain('is not a format version');
});

test('a megabyte of nonsense is a short notice, quickly', () => {
  const { scenario, problems } = decode('#' + 'nonsense=1&'.repeat(1e5) + 'x'.repeat(1e6));
  expect(scenario).toEqual(DEFAULT_SCENARIO);
  expect(problems.length).toBeLessThanOrEqual(51);
  for (const { message } of problems) expect(message.length).toBeLessThan(300);
});

test('numbers are read as people type them and written as ever', () => {
  const { scenario, problems } = decode('v=1&ctx=128 k&size=13%C2%A0b&rps=1,000&n=2%20000 requests');
  expect(problems).toEqual([]);
  expect(encode(scenario)).toBe('v=1&ctx=128000&size=13b&rps=1000&n=2000');
});
