import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { classLengths, mixtureWords } from './class-lengths';

const of = (link: string) => decode(`v=1&classes=interactive:70,long:30${link}`).scenario;

test('lengths of a class are its own until context and ratio stretch them', () => {
  const usual = of('');
  expect(classLengths(usual, 'interactive')).toEqual({ promptTokens: 1155, outputTokens: 211 });
  const longer = classLengths(of(`&ctx=${String(2 * usual.ctx)}`), 'interactive')!;
  expect((longer.promptTokens + longer.outputTokens) / (1155 + 211)).toBeCloseTo(2, 1);
  expect(classLengths(usual, 'voice')).toBeNull();
});

test('what became of context and ratio is said', () => {
  expect(mixtureWords(decode('v=1').scenario, false)).toBeNull();
  expect(mixtureWords(of(''), false)).toBe('Context and ratio are those of the mixture now.');
  expect(mixtureWords(of(''), true)).toMatch(/Undo brings yours back\.$/);
  expect(mixtureWords(of('&ctx=32000'), true)).toBe('Context and ratio stretch all classes alike.');
});
