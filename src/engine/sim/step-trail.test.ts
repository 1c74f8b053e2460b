import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { receiptOf, type Receipt } from './receipt';
import { elapsed } from './segment';

function receiptIn(link: string, side: 'a' | 'b', request: number): Receipt {
  const resolved = resolve(decode(link).scenario)[side];
  if (resolved?.kind !== 'ready') throw new Error(`${link} does not resolve`);
  return receiptOf(resolved.input, request)!.receipt;
}

const LINKS: [string, 'a' | 'b'][] = [
  ['v=1&n=120', 'a'],
  ['v=1&n=120', 'b'],
  ['v=1&n=80&b=afd&b.decode=h100-sxmx16', 'b'],
  ['v=1&n=80&b=gpu-split', 'b'],
];

test.each(LINKS)('every token but the first is in one step, in order: %s, %s', (link, side) => {
  const { steps, outputTokens, lines, arrivalSeconds, waterfall } = receiptIn(link, side, 41);
  let next = 1;
  let before = lines.find((line) => line.phase === 'prefill')!.endSeconds;
  for (const run of steps) {
    expect(run.firstToken).toBe(next);
    expect(run.tokens).toBe(run.steps);
    expect(run.batch).toBeGreaterThanOrEqual(1);
    expect(run.startSeconds).toBeGreaterThanOrEqual(before - 1e-9);
    before = run.startSeconds + elapsed(run.firstSeconds, run.growthSeconds, run.steps);
    next += run.tokens;
  }
  expect(next).toBe(outputTokens);
  expect(before - arrivalSeconds).toBeCloseTo(waterfall!.e2e_s, 9);
});

const READ: [string, 'a' | 'b', pools: number][] = [
  ['v=1&n=120', 'a', 1],
  ['v=1&n=120', 'b', 1],
  ['v=1&n=80&b=afd&b.decode=h100-sxmx16', 'b', 2],
  ['v=1&n=60&a.spec=4:0.7:sampled', 'a', 1],
  ['v=1&n=60&model=gemma-3-27b', 'a', 1],
];

test.each(READ)('KV, weights and activations are all that an answer read: %s, %s', (link, side, pools) => {
  const { lines, steps } = receiptIn(link, side, 41);
  const decodes = lines.filter(({ phase }) => phase === 'decode');
  expect(decodes.length).toBeGreaterThan(0);
  for (const { reads, bytes } of decodes) {
    expect(reads).toHaveLength(pools);
    expect(reads![0]!.kvBytes).toBeGreaterThan(0);
    const sum = reads!.reduce((all, { kvBytes, restBytes }) => all + kvBytes + restBytes, 0);
    expect(sum / bytes).toBeCloseTo(1, 9);
  }
  // The KV of an answer grows with it.
  const pure = steps.filter(({ promptTokens }) => promptTokens === 0);
  expect(pure.every(({ reads }) => reads[0]!.kvGrowthBytes > 0)).toBe(true);
});

test('what the prompts of others took stands in the steps that carried them', () => {
  const { steps, waterfall } = receiptIn('v=1&n=120', 'a', 41);
  const mixed = steps.filter((run) => run.promptTokens > 0);
  expect(mixed.length).toBeGreaterThan(0);
  expect(mixed.every((run) => run.steps === 1)).toBe(true);
  // A stall is what such a step took beyond its decodes.
  expect(mixed.reduce((sum, run) => sum + run.firstSeconds, 0)).toBeGreaterThan(waterfall!.stall_s);
});

test('the batch over all steps is that of the receipt', () => {
  const { steps, lines } = receiptIn('v=1&n=120', 'b', 41);
  const line = lines.find(({ phase }) => phase === 'decode')!;
  let [time, product] = [0, 0];
  for (const run of steps) {
    const seconds = elapsed(run.firstSeconds, run.growthSeconds, run.steps);
    time += seconds;
    product += seconds * run.batch;
  }
  expect(product / time).toBeCloseTo(line.batch!, 1);
});

test('chips that wait for another pool in every step know their batch, too', () => {
  const { lines } = receiptIn('v=1&n=80&b=afd&b.decode=h100-sxmx16', 'b', 41);
  const decodes = lines.filter(({ phase }) => phase === 'decode');
  expect(decodes.length).toBeGreaterThan(0);
  for (const { batch } of decodes) expect(batch).toBeGreaterThanOrEqual(1);
});

test('a prompt knows who was in its steps', () => {
  const { lines } = receiptIn('v=1&n=120&rps=2', 'a', 41);
  const prompts = lines.filter(({ phase }) => phase === 'prefill');
  expect(prompts.every(({ beside }) => beside !== null)).toBe(true);
  expect(prompts.some(({ beside }) => beside!.answers > 0)).toBe(true);
  for (const { beside, firstToken, lastToken } of prompts)
    expect(beside!.promptTokens + lastToken - firstToken).toBeLessThanOrEqual(8192);
});

test('a round of speculation writes several tokens in one step', () => {
  const { steps, outputTokens } = receiptIn('v=1&n=60&a.spec=4:0.7:sampled', 'a', 31);
  expect(steps.reduce((sum, run) => sum + run.tokens, 1)).toBe(outputTokens);
  expect(steps.some((run) => run.tokens > run.steps)).toBe(true);
});
