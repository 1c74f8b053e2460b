import { expect, test } from 'vitest';
import { receipt } from './fixtures';
import { tokenEntries, tokenStep } from './token-step';

const steps = [
  { firstToken: 1, tokens: 10, steps: 10, startSeconds: 100.5, firstSeconds: 0.01, growthSeconds: 0.001 },
  { firstToken: 11, tokens: 1, steps: 1, startSeconds: 100.7, firstSeconds: 0.3, growthSeconds: 0 },
].map((run, i) => ({
  ...run,
  batch: 4 - i,
  promptTokens: i * 512,
  reads: [{ kvFirstBytes: 2e9, kvGrowthBytes: 1e6, restBytes: 5e9 }],
}));
const answer = receipt({ steps });

test('a token of a run of steps: its own step, when it ended, and how long after the one before', () => {
  const third = tokenStep(answer, 3)!;
  expect(third.step).toMatchObject({ batch: 4, promptTokens: 0, together: 1 });
  expect(third.step!.seconds).toBeCloseTo(0.012, 12);
  expect(third.endSeconds).toBeCloseTo(100.5 + 0.01 + 0.011 + 0.012, 12);
  const told = tokenEntries(answer, third, tokenStep(answer, 2)).map(({ text }) => text);
  expect(told[0]).toMatch(/^533\sms after the request’s arrival, 12\.0\sms after the one before$/);
  expect(told[1]).toMatch(/^12\.0\sms, beside 3 others$/);
  expect(told[2]).toBe('of 10,003 tokens before it, in HBM of H100 SXM');
});

test('what its step read is told by what it was, and by pool where others do part of it', () => {
  const place = { chipName: 'H100 SXM', tier: 'hbm', kvBytes: 0, restBytes: 0 };
  const ffn = { ...place, chipName: 'Groq LPU v1', tier: 'sram' };
  const more = { kvFirstBytes: 0, kvGrowthBytes: 0, restBytes: 3e9 };
  const own = answer.steps.map((run) => ({ ...run, reads: [...run.reads, more] }));
  const told = (reads: (typeof place)[]) => {
    const lines = answer.lines.map((line) => (line.phase === 'decode' ? { ...line, reads } : line));
    const one = { ...answer, lines, steps: own };
    return tokenEntries(one, tokenStep(one, 3)!, null).at(-1)!.text.replaceAll(/\s/g, ' ');
  };
  expect(told([place])).toBe(
    'an equal share of what all in the step read: 7.00 GB of HBM (2.00 GB KV, 5.00 GB weights and activations)',
  );
  expect(told([place, ffn])).toBe(
    'an equal share of what all in the step read: 10.0 GB (2.00 GB KV, 5.00 GB weights and activations of HBM in H100 SXM; 3.00 GB weights and activations of SRAM in Groq LPU v1)',
  );
});

test('prompts of others in the step are named', () => {
  const stalled = tokenStep(answer, 11)!;
  expect(tokenEntries(answer, stalled, null)[1]!.text).toMatch(
    /^300\sms, beside 2 others and 512 prompt tokens of others$/,
  );
});

test('the first token comes out of the prompt; there is none before it and none after the last', () => {
  const first = tokenStep(answer, 0)!;
  expect(first).toMatchObject({ step: null, endSeconds: 100.5 });
  expect(tokenEntries(answer, first, null)[1]!.text).toContain('last one of its prompt');
  expect(tokenStep(answer, -1)).toBeNull();
  expect(tokenStep(answer, 500)).toBeNull();
});

test('a round of speculation that wrote several is told', () => {
  const round = { ...steps[0]!, steps: 1, tokens: 3 };
  const found = tokenStep(receipt({ steps: [round] }), 2)!;
  expect(found.endSeconds).toBeCloseTo(100.51, 12);
  expect(tokenEntries(answer, found, null)[1]!.text).toContain('a round that wrote 3 of its tokens');
});
