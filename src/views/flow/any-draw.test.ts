import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Snapshot } from '../../engine/result';
import { clusterOf } from './any-cluster';
import { recorder, standInForPaths } from './canvas-recorder';
import { drawFlow } from './draw';
import { factsOf } from './facts';
import { disaggregated } from './fixtures';
import { centre } from './geometry';
import { hitTest } from './hit-test';
import { flowHeights, layoutFlow } from './layout';
import { planRows } from './spotlight';
import { moveTokens } from './token-motion';

/** Any cluster, drawn and pointed at. Requests go through its first entry and its first exit. */

beforeAll(standInForPaths);

const RUN = disaggregated({ requests: 60, requestsPerSecond: 2 });

const anyRun: fc.Arbitrary<Snapshot> = fc
  .record({ seed: fc.nat({ max: 1e6 }), turnedAway: fc.boolean() })
  .map(({ seed, turnedAway }) => {
    const { pools, tiers } = clusterOf(seed);
    const entry = pools.findIndex(({ role }) => role === 'mixed' || role === 'prefill');
    const exit = pools.findIndex(({ role, model }) =>
      pools[entry]!.role === 'mixed'
        ? role === 'mixed'
        : /decode|attention/.test(role) && model === pools[entry]!.model,
    );
    const { requests } = RUN;
    const kept = tiers.length > 0;
    const places = tiers.length + 1;
    const third = requests.promptTokens.map((tokens) => Math.floor(tokens / 3));
    return {
      ...RUN,
      pools,
      tiers,
      requests: {
        ...requests,
        prefillInstance: requests.prefillInstance.map(() => entry),
        decodeInstance: requests.decodeInstance.map(() => exit),
        ...(kept && {
          reusedTokens: third,
          fetchedTokens: third,
          blocksFrom: new Int32Array(requests.count * places).fill(1),
        }),
        ...(turnedAway && {
          rejected: new Uint8Array(requests.count).map((_, id) => (id % 7 === 3 ? 1 : 0)),
        }),
      },
    };
  });

const widths = fc.constantFrom(320, 390, 600, 720, 1100, 1440, 2600);

function shown(run: Snapshot, width: number, time: number) {
  const layout = layoutFlow([run], width, flowHeights(width, [run]).preferred);
  const spotlights = planRows([run], layout.lanes[0]!.rows.length);
  return { layout, motion: moveTokens([run], spotlights, time, { speed: 0.5, still: false }) };
}

test('words stay in the picture, and those of a pool in its frame', () => {
  fc.assert(
    fc.property(anyRun, widths, fc.double({ min: 0, max: 40, noNaN: true }), (run, width, time) => {
      const { layout, motion } = shown(run, width, time);
      const record = recorder();
      drawFlow(
        record.ctx,
        [{ label: 'GPU: 8 × H100 SXM', snapshot: run, asked: null, note: null, mean: 71.5 }],
        layout,
        motion,
        'dark',
      );
      for (const { text, left, right: end } of record.texts) {
        expect(left, text).toBeGreaterThanOrEqual(-1);
        expect(end, text).toBeLessThanOrEqual(width + 1);
      }
      for (const { box, facts } of layout.lanes.flatMap(({ pools }) => pools))
        for (const fact of facts)
          for (const { text, left, right: end, y } of record.texts)
            if (y === fact.y && left === fact.x)
              expect(end, text).toBeLessThanOrEqual(box.x + box.w - 4 * layout.unit);
      const cut = record.texts.filter(({ text }) => text.endsWith('…'));
      expect(cut).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

test('everything that stands can be pointed at and says its numbers', () => {
  fc.assert(
    fc.property(anyRun, widths, (run, width) => {
      const { layout, motion } = shown(run, width, 12);
      // Particles are nearer to the pointer than what they pass; here they are out of the way.
      motion.particles.count = 0;
      const lane = layout.lanes[0]!;
      const at = (x: number, y: number) => hitTest(layout, motion, [run], x, y);
      lane.pools.forEach(({ grid, tank }, pool) => {
        const { x, y } = centre(tank);
        expect(at(x, y)).toMatchObject({ kind: 'memory', pool });
        expect(at(grid.box.x + 1, grid.box.y + 1)).toMatchObject({ kind: 'chip', pool, chip: 0 });
      });
      lane.vessels.forEach(({ tank }, vessel) => {
        const { x, y } = centre(tank);
        const thing = at(x, y);
        expect(thing).toMatchObject({ kind: 'vessel', vessel });
        expect(factsOf(thing!, [run], motion)!.lines.join()).toContain('Holds');
      });
      for (const { network, pool, level } of lane.entries)
        if (network)
          expect(at(network.x + network.w / 2, level + 8)).toMatchObject({ kind: 'network', pool });
      for (const { track } of lane.links) expect(at(track.xs[12]!, track.ys[12]! + 2)?.kind).toBe('link');
      for (const { from, to } of lane.ties)
        expect(at((from.x + to.x) / 2, (from.y + to.y) / 2)?.kind).toBe('tie');
      const words = factsOf({ kind: 'router', side: 0, box: null }, [run], motion)!.lines.join();
      expect(words).not.toMatch(/NaN|undefined/);
    }),
    { numRuns: 80 },
  );
});

test('a prompt is drawn by where its KV came from; those turned away leave at the router', () => {
  const [run] = fc
    .sample(anyRun, { numRuns: 400, seed: 7 })
    .filter(({ tiers, requests }) => tiers.length > 1 && requests.rejected);
  const { requests } = run!;
  const read = requests.prefillStart[20]!;
  const { motion } = shown(run!, 1440, (read + requests.firstToken[20]!) / 2);
  const { particles } = motion;
  const shapes = new Set(particles.shape.slice(0, particles.count));
  expect(shapes.has(0)).toBe(true);
  expect(shapes.has(1)).toBe(true);
  const turnedAway = 3;
  const after = shown(run!, 1440, requests.arrival[turnedAway]! + 0.1).motion.lanes[0]!;
  expect(after.leaving.map(({ request }) => request)).toContain(turnedAway);
  expect(after.rejected).toBe(1);
});
