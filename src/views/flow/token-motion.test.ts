import { describe, expect, test } from 'vitest';
import { colocated, disaggregated } from './fixtures';
import { MOST_PARTICLES, SHAPE, TRACK } from './particles';
import { chooseStart } from './pace';
import { planRows } from './spotlight';
import { moveTokens, type Motion } from './token-motion';

const a = colocated();
const b = disaggregated();
const sides = [a, b];
const spotlights = planRows(sides, 3);
const t = chooseStart(sides, spotlights);
const moving = { speed: 0.1, still: false };

function particlesOf(motion: Motion, lane: number, shape: number): number[] {
  const { particles } = motion;
  const found: number[] = [];
  for (let i = 0; i < particles.count; i++)
    if (particles.lane[i] === lane && particles.shape[i] === shape) found.push(i);
  return found;
}

/** A motion without what an earlier frame left behind the end of its columns. */
function shown(motion: Motion) {
  const { count, ...columns } = motion.particles;
  return {
    ...motion,
    particles: Object.values(columns).map((column) => Array.from(column.subarray(0, count))),
  };
}

describe('motion', () => {
  const motion = moveTokens(sides, spotlights, t, moving);

  test('is a function of the runs, the time and the speed', () => {
    expect(shown(moveTokens(sides, spotlights, t, moving))).toEqual(shown(motion));
    const other = moveTokens(sides, spotlights, t + 5, moving);
    expect(shown(moveTokens(sides, spotlights, t, moving, other.particles))).toEqual(shown(motion));
  });

  test('the faster side has the denser stream in its rows', () => {
    const inRows = (lane: number) =>
      particlesOf(motion, lane, SHAPE.dot).filter((i) => motion.particles.track[i]! >= TRACK.row).length;
    expect(inRows(1)).toBeGreaterThan(2.5 * inRows(0));
    expect(inRows(0)).toBeGreaterThan(3);
  });

  test('the same requests stand in the same rows', () => {
    const ids = motion.lanes.map((lane) => lane.rows.map((row) => row?.request));
    expect(ids[0]).toEqual(ids[1]);
  });

  test('everybody in the cluster is in exactly one place', () => {
    for (const [i, lane] of motion.lanes.entries()) {
      const { requests } = sides[i]!;
      let inside = 0;
      for (let id = 0; id < requests.count; id++)
        if (requests.arrival[id]! <= t && t < requests.end[id]!) inside++;
      expect(
        lane.queuedCount +
          lane.reading.length +
          lane.blocked.length +
          lane.moving.length +
          lane.held +
          lane.decoding.length,
      ).toBe(inside);
    }
  });

  test('fractions stay on their tracks', () => {
    for (let i = 0; i < motion.particles.count; i++) {
      expect(motion.particles.fraction[i]).toBeGreaterThanOrEqual(0);
      expect(motion.particles.fraction[i]).toBeLessThanOrEqual(1);
    }
  });

  test('the mean stream rate is that of the fixture', () => {
    expect(motion.lanes[0]!.streamRate).toBeCloseTo(1 / 0.013, -1);
    expect(motion.lanes[1]!.streamRate).toBeCloseTo(1 / 0.0034, -2);
  });
});

describe('a token under way', () => {
  test('moves forward by the time that passes', () => {
    const dotAt = (time: number) => {
      const { particles } = moveTokens(sides, spotlights, time, moving);
      const places = new Map<string, number>();
      for (let i = 0; i < particles.count; i++)
        if (particles.lane[i] === 0 && particles.shape[i] === SHAPE.dot)
          places.set(`${particles.request[i]} ${particles.token[i]}`, particles.fraction[i]!);
      return places;
    };
    const [before, after] = [dotAt(t), dotAt(t + 0.01)];
    const common = [...before.keys()].filter((key) => after.has(key));
    expect(common.length).toBeGreaterThan(5);
    // A flight takes half a second of screen time, so a tenth of a second is a fifth of the way.
    for (const key of common) expect(after.get(key)! - before.get(key)!).toBeCloseTo(0.2, 3);
  });

  test('is drawn as a dash while read and as a streak on the link', () => {
    const id = 100;
    const { requests } = b;
    const reading = (requests.prefillStart[id]! + requests.firstToken[id]!) / 2;
    expect(particlesOf(moveTokens(sides, spotlights, reading, moving), 1, SHAPE.dash).length).toBeGreaterThan(
      2,
    );
    const sent = (requests.firstToken[id]! + requests.decodeReady[id]!) / 2;
    const streaks = particlesOf(moveTokens(sides, spotlights, sent, moving), 1, SHAPE.streak);
    expect(streaks.length).toBeGreaterThan(0);
    expect(particlesOf(moveTokens(sides, spotlights, sent, moving), 0, SHAPE.streak)).toEqual([]);
  });
});

describe('under load', () => {
  const load = { requests: 4000, requestsPerSecond: 40, promptTokens: 256 };
  const busy = [colocated(load), disaggregated(load)];
  const rows = planRows(busy, 3);

  test.each([0.01, 0.1, 1, 60])('particles stay bounded and thinning is known, 1 s = %f s', (speed) => {
    const motion = moveTokens(busy, rows, 50, { speed, still: false });
    expect(motion.particles.count).toBeLessThanOrEqual(MOST_PARTICLES);
    expect(Math.log2(motion.stride) % 1).toBe(0);
    expect(motion.othersStride).toBeGreaterThanOrEqual(1);
  });

  test('a long queue is counted in full and listed in part', () => {
    const overload = [colocated({ requests: 3000, requestsPerSecond: 100 })];
    const [lane] = moveTokens(overload, planRows(overload, 2), 29, moving).lanes;
    expect(lane!.queuedCount).toBeGreaterThan(2000);
    expect(lane!.queues[0]!.listed.length).toBeLessThanOrEqual(400);
  });
});

describe('steps instead of movement', () => {
  test('text shows exactly what exists', () => {
    const id = spotlights[0]!.slots[0]!.request[20]!;
    const time = b.requests.end[id]!;
    const still = moveTokens(sides, spotlights, time, { speed: 0.1, still: true });
    const row = still.lanes[1]!.rows.find((found) => found?.request === id)!;
    expect(row.stage).toBe('done');
    expect(row.tokens).toBe(b.requests.outputTokens[id]);
    expect(row.took).toBeCloseTo(b.requests.end[id]! - b.requests.arrival[id]!);
    expect(row.opacity).toBe(1);
  });
});

test('a side without a run is empty', () => {
  const { lanes, particles } = moveTokens([null, null], planRows([null, null], 2), 0, moving);
  expect(lanes.map((lane) => lane.rows)).toEqual([[], []]);
  expect(particles.count).toBe(0);
});

test('between two answers the speed shown is that of the last one', () => {
  const rare = colocated({ requests: 3, requestsPerSecond: 0.001 });
  const motion = moveTokens([rare], [], rare.requests.end[0]! + 1, moving);
  expect(motion.lanes[0]!.decoding).toEqual([]);
  expect(motion.lanes[0]!.streamRate).toBeCloseTo(1 / 0.013, 6);
});
