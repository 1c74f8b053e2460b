import { describe, expect, test } from 'vitest';
import { plainText } from '../answer/sentence';
import { decision, line, receipt, waterfall } from './fixtures';
import { comparison, requestSentence, type Typical } from './request-sentence';

const plain = (text: string) => text.replaceAll('\u202f', ' ');
const sentence = (...args: Parameters<typeof requestSentence>) => plain(plainText(requestSentence(...args)));

describe('the sentence of a request', () => {
  test.each([
    ['stall_s', 'stalled behind other requests’ prompts'],
    ['route_s', 'on its way through the front end and the network'],
    ['queue_s', 'in the queue, before its prompt was begun'],
    ['fetch_s', 'waiting for KV that a tier had'],
    ['prefill_s', 'reading its 10k prompt tokens'],
    ['room_s', 'waiting for room in the decode pool'],
    ['transfer_s', 'handing its KV over to the decode pool'],
    ['wait_s', 'waiting for a place in the decode batch'],
    ['decode_s', 'writing its 500 answer tokens'],
  ] as const)('names %s where that is the largest part', (part, words) => {
    const nothing = { prefill_s: 1, decode_s: 1, stall_s: 0 };
    const text = sentence('A', receipt({ waterfall: waterfall({ ...nothing, [part]: 8 }) }));
    expect(text).toMatch(/^Request #937 on A took \d+\.?\d* s: \d+% of it /);
    expect(text).toContain(words);
  });

  test('gives the time and the share', () => {
    expect(sentence('B', receipt())).toBe(
      'Request #937 on B took 10.0 s: 75% of it writing its 500 answer tokens.',
    );
  });

  test('a stall of a request that was preempted has that reason', () => {
    const lines = [line(), line({ phase: 'recompute' })];
    expect(sentence('A', receipt({ lines, waterfall: waterfall({ stall_s: 90 }) }))).toContain('put off');
  });

  test('a request that was turned away took no time at all', () => {
    expect(sentence('A', receipt({ waterfall: null, lines: [] }))).toContain('turned away');
    const early = decision({ chosen: 0, rejected: 'predicted to miss its SLO' });
    expect(sentence('A', receipt({ waterfall: null, lines: [], decisions: [early] }))).toBe(
      'Request #937 on A was turned away on arrival: predicted to miss its SLO.',
    );
  });
});

describe('the comparison with the request in the middle', () => {
  const typical = (patch: Partial<Typical> = {}): Typical => ({
    waterfall: waterfall({ request: 11, decode_s: 2, stall_s: 1 }),
    promptTokens: 10_000,
    outputTokens: 250,
    ...patch,
  });

  test('names the largest difference, and a length that goes with it', () => {
    expect(plain(comparison(receipt(), typical()) ?? '')).toBe(
      'The request in the middle, #12, took 3.50 s. The largest difference is decode, 5.50 s more: its answer has 2.0× as many tokens.',
    );
    expect(comparison(receipt(), typical({ outputTokens: 500 }))).not.toContain('as many tokens');
  });

  test('works for a request that was quicker', () => {
    const quick = receipt({ waterfall: waterfall({ decode_s: 1, stall_s: 0.9 }), outputTokens: 100 });
    expect(plain(comparison(quick, typical()) ?? '')).toContain(
      'decode, 1.00 s less: its answer has 40% as many tokens.',
    );
  });

  test('has nothing to say of the one in the middle, nor of what was turned away, and little of its like', () => {
    const own = typical({ waterfall: waterfall({ request: 936 }) });
    expect(comparison(receipt(), own)).toBeNull();
    expect(comparison(receipt(), null)).toBeNull();
    expect(comparison(receipt({ waterfall: null }), typical())).toBeNull();
    expect(comparison(receipt(), typical({ waterfall: waterfall({ request: 11 }) }))).toContain(
      'about as long',
    );
  });
});
