import { expect, test } from 'vitest';
import { simulate } from '../engine/sim/simulate';
import type { Snapshot } from '../engine/result';
import { decode } from '../scenario/codec';
import { resolve } from '../scenario/resolve';
import { chooseStart, streamingRows } from './flow/pace';
import { planRows } from './flow/spotlight';
import { numbersIn, sameRequest } from './same-request';

function runs(link: string): [Snapshot, Snapshot] {
  const resolved = resolve(decode(link).scenario);
  const [a, b] = [resolved.a, resolved.b].map((side) => {
    if (side?.kind !== 'ready') throw new Error(`${link} does not resolve`);
    return simulate(side.input).snapshot;
  });
  return [a!, b!];
}

const AGENTS = 'v=1&workload=agent&io=100:1&turns=20&tool=0.5&gap=300&sys=2000&n=400';
const lengths = ({ requests }: Snapshot, id: number) => [
  requests.promptTokens[id],
  requests.outputTokens[id],
];

test('requests that come by the clock are called the same everywhere', () => {
  const [a, b] = runs('v=1&n=40');
  expect(numbersIn(a, b)).toBeNull();
  expect([sameRequest(a, b, 0), sameRequest(a, b, 39), sameRequest(a, b, 40)]).toEqual([0, 39, null]);
});

test('a turn of a session is found under the number that it has on the other side, and back', () => {
  const [a, b] = runs(AGENTS);
  let moved = 0;
  for (let id = 0; id < a.requests.count; id++) {
    const there = sameRequest(a, b, id)!;
    if (there !== id) moved++;
    expect(lengths(b, there)).toEqual(lengths(a, id));
    expect(sameRequest(b, a, there)).toBe(id);
  }
  expect(moved).toBeGreaterThan(100);
});

test('the rows of the flow race the same turns, each under its own number', () => {
  const [a, b] = runs(`${AGENTS}&b=gpu&b.prefill=h200-sxmx8`);
  const [forA, forB] = planRows([a, b], 3);
  let raced = 0;
  forA!.slots.forEach(({ from, request }, slot) => {
    expect(forB!.slots[slot]!.from).toEqual(from);
    request.forEach((id, at) => {
      const there = forB!.slots[slot]!.request[at]!;
      expect(lengths(b, there)).toEqual(lengths(a, id));
      if (there !== id) raced++;
    });
  });
  expect(raced).toBeGreaterThan(10);
});

test('the flow begins where turns stream on both sides in all rows', () => {
  const sides = runs('v=1&turns=6&gap=30&b=gpu&b.prefill=b200-sxmx8&n=400&rps=2');
  expect(numbersIn(...sides)).not.toBeNull();
  const spotlights = planRows(sides, 3);
  expect(streamingRows(sides, spotlights, chooseStart(sides, spotlights))).toBe(3);
});
