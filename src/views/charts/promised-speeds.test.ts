import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { frontierCurve } from './frontier-data';
import { dotLine } from '../fixtures/frontier';
import {
  keptBy,
  promisedLabel,
  promisedSentence,
  promisedSpeeds,
  promisesFirstToken,
} from './promised-speeds';

const asked = (link: string) => decode(link).scenario;

test('a promised time per token is a speed; a promised first token is none', () => {
  const [only, ...more] = promisedSpeeds(asked('slo=ttft:1,tpot:0.03'), false);
  expect(more).toEqual([]);
  expect(only!.tokensPerSecond).toBeCloseTo(33.33, 2);
  expect(promisedLabel(only!, true)).toBe('promised 33.3 tok/s');
  expect(promisedSpeeds(asked('slo=ttft:1'), true)).toEqual([]);
  expect(promisesFirstToken(asked('slo=ttft:1'), true)).toBe(true);
  expect(promisesFirstToken(asked('slo=tpot:0.03'), false)).toBe(false);
});

test('of classes each speed once, with whose it is; classes send no request of a trace', () => {
  const mixed = asked('classes=interactive:40,voice:20,small:20,batch:20');
  const promised = promisedSpeeds(mixed, false);
  expect(promised.map(({ tokensPerSecond }) => tokensPerSecond)).toEqual(
    promised.map(({ tokensPerSecond }) => tokensPerSecond).sort((p, q) => p - q),
  );
  expect(promisedLabel(promised[1]!, true)).toBe('Voice: promised 33.3 tok/s');
  expect(promisedLabel(promised[1]!, false)).toBe('Voice: 33.3');
  expect(keptBy(1000, promised)).toBe('yes');
  expect(keptBy(25, promised)).toContain('Interactive chat');
  expect(keptBy(25, promised)).not.toContain('Voice');
  expect(keptBy(1, promised)).toBe('no');
  expect(promisesFirstToken(mixed, false)).toBe(true);
  expect(promisedSpeeds(mixed, true)).toEqual([]);
  expect(promisesFirstToken(mixed, true)).toBe(false);
});

test('a sentence says what each side makes while it keeps the promise', () => {
  const curve = (side: 'A' | 'B', points: [number, number][]) =>
    frontierCurve(side, side, [dotLine(8, true, points)], null, 'chip');
  const a = curve('A', [
    [100, 5],
    [40, 50],
    [20, 150],
  ]);
  const b = curve('B', [[30, 9]]);
  const say = (link: string, ...curves: (typeof a)[]) =>
    promisedSentence(curves, promisedSpeeds(asked(link), false), 'tok/s per chip');
  expect(say('slo=tpot:0.05', a, b)).toBe(
    'Keeping the promised 20.0 tok/s, A makes up to 150, B makes up to 9.00 tok/s per chip.',
  );
  expect(say('slo=tpot:0.025', a, b)).toBe(
    'Keeping the promised 40.0 tok/s, A makes up to 50.0 tok/s per chip; B cannot keep it.',
  );
  expect(say('slo=tpot:0.001', a, b)).toBe('Neither keeps the promised 1,000 tok/s.');
  expect(say('slo=tpot:0.001', b)).toBe('B cannot keep the promised 1,000 tok/s.');
  expect(say('classes=voice:1', a)).toContain('33.3 tok/s to Voice, A makes');
  expect(say('slo=ttft:1', a)).toBe('');
});
