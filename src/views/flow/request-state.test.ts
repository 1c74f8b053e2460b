import { describe, expect, test } from 'vitest';
import { disaggregated } from './fixtures';
import { promptShare, stageAt, streamRate, tokensAt, tokenTime } from './request-state';

const { requests } = disaggregated({ requests: 50 });
const id = 20;
const at = (name: 'arrival' | 'prefillStart' | 'firstToken' | 'decodeReady' | 'decodeStart' | 'end') =>
  requests[name][id]!;
const between = (one: number, other: number) => (one + other) / 2;

describe('the stage of a request', () => {
  test.each([
    ['coming', at('arrival') - 0.001],
    ['prefill', between(at('prefillStart'), at('firstToken'))],
    ['transfer', between(at('firstToken'), at('decodeReady'))],
    ['held', between(at('decodeReady'), at('decodeStart'))],
    ['decode', between(at('decodeStart'), at('end'))],
    ['done', at('end')],
  ])('%s', (stage, t) => {
    expect(stageAt(requests, id, t)).toBe(stage);
  });

  test('blocked while it waits for room in the decode pool; nobody else is', () => {
    const room = between(at('firstToken'), at('decodeReady'));
    const roomAt = requests.arrival.map((_, i) => (i === id ? room : i === id + 1 ? Infinity : NaN));
    const waiting = { ...requests, roomAt };
    expect(stageAt(waiting, id, between(at('firstToken'), room))).toBe('blocked');
    expect(stageAt(waiting, id, between(room, at('decodeReady')))).toBe('transfer');
    expect(stageAt(waiting, id + 1, requests.firstToken[id + 1]! + 1e-9)).toBe('blocked');
    expect(stageAt(waiting, id + 2, requests.firstToken[id + 2]! + 1e-9)).toBe('transfer');
  });

  test('a milestone that was not reached never passes', () => {
    const unfinished = { ...requests, end: requests.end.map(() => NaN) };
    expect(stageAt(unfinished, id, 1e9)).toBe('decode');
    const turnedAway = {
      ...unfinished,
      ...{ prefillStart: unfinished.end, firstToken: unfinished.end },
      ...{ decodeReady: unfinished.end, decodeStart: unfinished.end },
    };
    expect(stageAt(turnedAway, id, 1e9)).toBe('queued');
    expect(tokensAt(turnedAway, id, 1e9)).toBe(0);
  });
});

describe('the tokens of a request', () => {
  test('none, then one, then evenly to all', () => {
    const all = requests.outputTokens[id]!;
    expect(tokensAt(requests, id, at('firstToken') - 1e-6)).toBe(0);
    expect(tokensAt(requests, id, at('firstToken'))).toBe(1);
    expect(tokensAt(requests, id, at('end'))).toBe(all);
    const half = tokensAt(requests, id, between(at('decodeStart'), at('end')));
    expect(Math.abs(half - all / 2)).toBeLessThanOrEqual(1);
  });

  test('a token exists from its time on', () => {
    for (const j of [0, 1, 7, requests.outputTokens[id]! - 1]) {
      expect(tokensAt(requests, id, tokenTime(requests, id, j) + 1e-9)).toBe(j + 1);
      expect(tokensAt(requests, id, tokenTime(requests, id, j) - 1e-9)).toBe(j);
    }
  });

  test('the rate is tokens over the time they took', () => {
    expect(streamRate(requests, id)).toBeCloseTo(1 / 0.0034 / (1 + 0.05 * Math.sin(id)), 6);
  });

  test('the prompt is read evenly', () => {
    expect(promptShare(requests, id, at('prefillStart'))).toBe(0);
    expect(promptShare(requests, id, between(at('prefillStart'), at('firstToken')))).toBeCloseTo(0.5);
    expect(promptShare(requests, id, at('end'))).toBe(1);
  });
});
