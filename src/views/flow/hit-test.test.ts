import { describe, expect, test } from 'vitest';
import { askedFacts } from './asked-facts';
import type { FlowSide } from './draw';
import { factsOf } from './facts';
import { colocated, disaggregated } from './fixtures';
import { trendOf } from './draw-queue-trend';
import { centre, pointOn } from './geometry';
import { hitTest, type Thing } from './hit-test';
import { trackOf } from './lane-layout';
import { layoutFlow } from './layout';
import { chooseStart } from './pace';
import { queueSlot } from './queue-slots';
import { planRows } from './spotlight';
import { moveTokens } from './token-motion';

const load = { requests: 600, requestsPerSecond: 1.4 };
const sides = [colocated(load), disaggregated(load)];
const layout = layoutFlow(sides, 1200, 640);
const spotlights = planRows(sides, layout.lanes[0]!.rows.length);
const motion = moveTokens(sides, spotlights, chooseStart(sides, spotlights), { speed: 0.1, still: false });
const lane = layout.lanes[1]!;

function at(x: number, y: number): Thing | null {
  return hitTest(layout, motion, sides, x, y);
}

function facts(thing: Thing | null): string {
  const found = thing && factsOf(thing, sides, motion);
  return found ? [found.title, ...found.lines].join('\n') : '';
}

describe('what is under the pointer', () => {
  test('a chip, with its pool', () => {
    const box = lane.pools[1]!.grid.boxes[300]!;
    const thing = at(box.x + 1, box.y + 1);
    expect(thing).toMatchObject({ kind: 'chip', side: 1, pool: 1, chip: 300 });
    expect(facts(thing)).toContain('Chip 301 of 576: Groq LPU v1');
    expect(facts(thing)).toContain('bound by latency');
  });

  test('the memory of a pool', () => {
    const { x, y } = centre(lane.pools[1]!.tank);
    expect(at(x, y)).toMatchObject({ kind: 'memory', side: 1, pool: 1 });
    expect(facts(at(x, y))).toContain('Weights 70.6\u202fGB');
  });

  test('the pool itself', () => {
    const { box } = lane.pools[0]!;
    expect(at(box.x + 2, box.y + 3)).toMatchObject({ kind: 'pool', side: 1, pool: 0 });
    expect(facts(at(box.x + 2, box.y + 3))).toContain('B, prefill: 8 × H100 SXM');
  });

  test('an answer, as its request', () => {
    const { x, y } = centre(lane.rows[0]!.box);
    const request = motion.lanes[1]!.rows[0]!.request;
    expect(at(x, y)).toMatchObject({ kind: 'request', side: 1, request });
    expect(facts(at(x, y))).toContain(`Request #${request + 1} on B`);
    expect(facts(at(x, y))).toMatch(/Streams at \d+/);
  });

  test('a token under way', () => {
    const { particles } = motion;
    const found = Array.from({ length: particles.count }, (_, i) => i).find(
      (i) => particles.lane[i] === 1 && particles.shape[i] === 2,
    )!;
    const point = { x: 0, y: 0 };
    pointOn(
      trackOf(lane, particles.track[found]!, particles.from[found]!, particles.to[found]!)!,
      particles.fraction[found]!,
      point,
    );
    expect(at(point.x, point.y)).toMatchObject({ kind: 'token', side: 1 });
    expect(facts(at(point.x, point.y))).toContain('KV read from SRAM of Groq LPU v1');
  });

  test('one that waits', () => {
    const crowded = [colocated({ requests: 400, requestsPerSecond: 5 })];
    const place = layoutFlow(crowded, 800, 300);
    const now = moveTokens(crowded, [], 60, { speed: 0.1, still: false });
    const slot = queueSlot(place.lanes[0]!.entries[0]!, 12, place.unit)!;
    const thing = hitTest(place, now, crowded, slot.x + 2, slot.y + 2);
    expect(thing).toMatchObject({ kind: 'request', request: now.lanes[0]!.queues[0]!.listed[12] });
  });

  test('router, link and queue', () => {
    expect(at(lane.router.x, lane.router.y)?.kind).toBe('router');
    expect(facts(at(lane.router.x, lane.router.y))).toContain('to the one instance there is');
    const link = lane.links[0]!.track;
    expect(at(link.xs[12]!, link.ys[12]! - 10)?.kind).toBe('link');
    expect(at(lane.entries[0]!.queue.x + 4, lane.entries[0]!.queue.y + 4)?.kind).toBe('queue');
  });

  test('answers without lines of their own, and the large number', () => {
    const { x, y } = centre(lane.others);
    expect(at(x, y)?.kind).toBe('others');
    expect(facts(at(x, y))).toMatch(/\d+ answers? under way/);
    const large = centre(lane.counter);
    expect(at(large.x, large.y)?.kind).toBe('counter');
    expect(facts(at(large.x, large.y))).toMatch(/tokens\/s each, the mean of \d+ answers? under way/);
  });

  test('how long a queue is over the run is the queue', () => {
    const crowded = [colocated({ requests: 400, requestsPerSecond: 5 })];
    const place = layoutFlow(crowded, 1200, 640);
    const now = moveTokens(crowded, [], 60, { speed: 0.1, still: false });
    const { box } = trendOf(crowded[0]!, place.lanes[0]!, now.lanes[0]!, place.unit)!;
    const thing = hitTest(place, now, crowded, box.x + 3, box.y + box.h - 2);
    expect(thing).toMatchObject({ kind: 'queue', side: 0, pool: 0 });
    expect(factsOf(thing!, crowded, now)!.lines[1]).toMatch(/^At most \d+ in this run$/);
  });

  test('nothing on bare ground or outside', () => {
    expect(at(3, 3)).toBeNull();
    expect(at(-10, -10)).toBeNull();
    expect(hitTest(layoutFlow([null, null], 1200, 640), motion, [null, null], 400, 100)).toBeNull();
  });
});

test('a pool of a side that cannot run says what it was asked for, and what is missing', () => {
  const lacks = { neededBytes: 430e9, availableBytes: 144e9 };
  const pool = { ...sides[0]!.pools[0]!, lacks };
  const side: FlowSide = {
    label: 'GPU',
    snapshot: null,
    asked: [pool],
    note: 'It is too large.',
    mean: null,
  };
  const asked = layoutFlow([{ pools: [pool], tiers: [] }], 1200, 640);
  const none = moveTokens([null], [], 0, { speed: 1, still: true });
  const { x, y } = centre(asked.lanes[0]!.pools[0]!.box);
  const thing = hitTest(asked, none, [null], x, y)!;
  expect(thing).toMatchObject({ kind: 'asked', side: 0, pool: 0 });
  const { title, lines } = askedFacts(thing, [side])!;
  expect(title).toBe('A, prefill + decode: 8 × H100 SXM');
  expect(lines.join(' ').replaceAll('\u202f', ' ')).toBe(
    'As asked for: nothing runs here HBM: 430 GB needed, with activations and one request 144 GB usable, 286 GB short It is too large.',
  );
  expect(askedFacts(thing, [{ ...side, asked: [{ ...pool, lacks: null }] }])!.lines).toEqual([
    'As asked for: nothing runs here',
    'It is too large.',
  ]);
  expect(hitTest(asked, none, [null], 2, 2)).toBeNull();
});
