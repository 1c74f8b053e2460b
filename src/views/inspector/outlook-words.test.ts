import { expect, test } from 'vitest';
import { decision } from './fixtures';
import { outlookWords } from './outlook-words';

test('what was expected stands beside what came', () => {
  expect(outlookWords(decision(), 500)).toMatch(
    /^Expected there, for an answer of average length: first token after 500\sms \(it was 520\sms\), time per token 20\.0\sms \(it was 19\.0\sms\), cost \$0\.00\d+ \(it was \$[\d.]+ for its 500 tokens\)/,
  );
});

test('what nobody can tell is left out', () => {
  const predicted = { ttftSeconds: null, tpotSeconds: 0.02, joules: null, usd: null };
  expect(outlookWords(decision({ predicted, actual: null }), 500)).toMatch(
    /^Expected there, for an answer of average length: time per token 20\.0\sms\.$/,
  );
  expect(outlookWords(decision({ predicted: null }), 500)).toBe('');
});

test('what could not be foreseen is said where it came to much', () => {
  const predicted = { ttftSeconds: 0.5, tpotSeconds: 0.02, joules: null, usd: null };
  const actual = { ttftSeconds: 1.2, tpotSeconds: 0.02, joules: null, usd: null };
  expect(outlookWords(decision({ predicted, actual }), 500)).toMatch(/takes them to be average\.$/);
  expect(outlookWords(decision({ predicted, actual: { ...actual, ttftSeconds: 0.6 } }), 500)).not.toContain(
    'average.',
  );
});
