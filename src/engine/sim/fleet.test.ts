import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestClass, RouteId, WorkloadClass } from '../input';
import type { ClassRule } from '../routing/class-rules';
import type { Plan, PoolPlan } from '../plan';
import { makeRequests, type Requests } from '../workload/requests';
import { toyBlocks, toyModel, toyPlan, toyPool, type ToyPool } from './fixtures';
import { runs } from '../fixtures/runs';
import { resultHash } from './hash';
import { Ledger } from './ledger';
import { Simulation, type SimulationOptions } from './simulation';

/** Fleets of several pools and models: what holds of one pool holds of many. */

const LINK = { bytesPerSecond: 1e9, latencySeconds: 1e-5, mode: 'layered' } as const;
const SMALL = { ...toyModel({ layers: 4, width: 512 }), id: 'small', name: 'Small' };

const pool = (p: ToyPool, input: Partial<PoolPlan['input']> = {}): PoolPlan => {
  const plan = toyPool(p);
  return { ...plan, input: { ...plan.input, ...input } };
};

const PLANS: Record<string, () => Plan> = {
  'several entries and decode pools, two models': () =>
    toyPlan(
      [
        pool({ role: 'prefill', instances: 2, tokenBudget: 700 }),
        pool({ role: 'mixed', instances: 1, cost: { base: 0.02 }, blocks: toyBlocks(9000) }),
        pool({ role: 'decode', lanes: 3, blocks: toyBlocks(7000) }),
        pool({ role: 'decode', instances: 2, cost: { base: 0.03 }, blocks: toyBlocks(9000) }),
        pool({ role: 'mixed', instances: 2, maxSequences: 4 }, { model: SMALL, edge: true }),
        pool({ role: 'mixed', cost: { base: 0.004 } }, { model: SMALL, roundTripSeconds: 0.05 }),
      ],
      LINK,
    ),
  'a small pool beside a large one': () =>
    toyPlan([
      pool({ blocks: toyBlocks(3000), maxSequences: 3 }, { edge: true }),
      pool({ instances: 3, cost: { base: 0.02 } }, { roundTripSeconds: 0.03 }),
    ]),
};

const CLASSES: WorkloadClass[] = [
  mean('chat', 'interactive', 5, 500, 60, { slo: { ttftSeconds: 0.3, tpotSeconds: 0.02 } }),
  mean('batch', 'batch', 3, 1500, 120),
  mean('tiny', 'interactive', 2, 200, 30, { model: 'small' }),
];
const ONE_MODEL = CLASSES.slice(0, 2);

function mean(
  id: string,
  kind: RequestClass['kind'],
  share: number,
  prompt: number,
  output: number,
  more: Partial<WorkloadClass> = {},
): WorkloadClass {
  return {
    id,
    label: id,
    kind,
    share,
    slo: null,
    promptTokensMean: prompt,
    promptTokensCv: 1,
    outputTokensMean: output,
    outputTokensCv: 1,
    maxContext: 6000,
    ...more,
  };
}

function requestsOf(classes: readonly WorkloadClass[], seed: number, rate: number, requests = 80): Requests {
  return makeRequests(
    {
      kind: 'synthetic',
      requests,
      requestsPerSecond: rate,
      gapCv: 1.5,
      promptTokensMean: 1,
      promptTokensCv: 0,
      outputTokensMean: 1,
      outputTokensCv: 0,
      maxContext: 6000,
      classes,
    },
    seed,
  );
}

function run(plan: Plan, requests: Requests, options: SimulationOptions = {}): Simulation {
  const sim = new Simulation(plan, toyModel(), requests, { seed: 1, ...options });
  sim.ledger = new Ledger(requests.count);
  sim.run(Infinity, 1e7);
  return sim;
}

const classesFor = (name: string): WorkloadClass[] => (name.startsWith('several') ? CLASSES : ONE_MODEL);
const anyRun = {
  seed: fc.integer({ min: 0, max: 1e6 }),
  rate: fc.constantFrom(2, 20, 100),
  routing: fc.constantFrom<RouteId>('least', 'rr', 'p2c', 'kvtime', 'kv', 'class', 'slo'),
  rejectEarly: fc.boolean(),
};

describe.each(Object.keys(PLANS))('%s', (name) => {
  it('gives the same bits whether steps are skipped or walked, watched or not (invariants 35, 37)', () => {
    fc.assert(
      fc.property(fc.record({ ...anyRun, watched: fc.nat(79) }), ({ seed, rate, watched, ...rest }) => {
        const requests = requestsOf(classesFor(name), seed, rate);
        const hash = resultHash(run(PLANS[name]!(), requests, rest).requests);
        const walked = run(PLANS[name]!(), requests, { ...rest, skipping: false });
        expect(resultHash(walked.requests)).toBe(hash);
        expect(resultHash(run(PLANS[name]!(), requests, { ...rest, watched }).requests)).toBe(hash);
      }),
      runs(250),
    );
  });

  it('conserves requests, tokens, memory, bytes, energy and money (invariants 1 to 6)', () => {
    let handedOver = 0;
    fc.assert(
      fc.property(fc.record(anyRun), ({ seed, rate, ...rest }) => {
        const sim = run(PLANS[name]!(), requestsOf(classesFor(name), seed, rate), rest);
        const { requests: r, pools, link } = sim;
        expect(sim.completed + sim.rejected).toBe(r.count);
        expect(r.rejection.filter((why) => why > 0)).toHaveLength(sim.rejected);
        expect(sim.ledger!.rejections).toHaveLength(sim.rejected);
        let prompts = 0;
        let outputs = 0;
        for (let i = 0; i < r.count; i++) {
          if (r.rejection[i]! > 0) {
            expect(r.end[i]).toBeNaN();
            continue;
          }
          expect(r.end[i]! >= r.firstToken[i]! && r.firstToken[i]! > r.arrival[i]!).toBe(true);
          prompts += r.prompt[i]!;
          outputs += r.output[i]! - 1;
          const [from, to] = [sim.instances[r.prefillInstance[i]!]!, r.decodeInstance[i]!];
          expect(from.pool.model.id).toBe(sim.ways[sim.router.classOf![i]!]!.model);
          if (to >= 0 && to !== from.id) handedOver++;
        }
        const sum = (of: (p: (typeof pools)[number]) => number): number =>
          pools.reduce((all, p) => all + of(p), 0);
        // Recomputation after a preemption comes on top of every prompt's own tokens.
        if (sim.preemptions === 0) {
          expect(sum((p) => p.meter.prefillTokens)).toBe(prompts);
          expect(sum((p) => p.meter.decodeTokens)).toBe(outputs);
        }
        for (const instance of sim.instances) {
          expect(instance.load).toBe(0);
          expect(instance.kv.usedBytes()).toBe(0);
          expect(instance.reserved).toBe(0);
          expect(instance.pool.withoutRoom).toBe(0);
          expect(instance.kv.peakBytes).toBeLessThanOrEqual(instance.kv.capacityBytes);
        }
        if (link) expect(link.flows.bytesOut / link.flows.bytesIn || 1).toBeCloseTo(1, 9);
        const close = (mine: number, all: number): void => {
          expect(Math.abs(mine - all)).toBeLessThan(1e-9 * Math.max(1, all));
        };
        const billed = (column: Float64Array): number => column.reduce((all, x) => all + x, 0);
        close(
          billed(r.tdpSeconds),
          sum((p) => p.meter.tdpSeconds),
        );
        close(
          billed(r.chipSeconds),
          sum((p) => p.meter.busyChipSeconds),
        );
      }),
      runs(250),
    );
    if (name.startsWith('several')) expect(handedOver).toBeGreaterThan(0);
  });
});

describe('classes', () => {
  it('keep their numbers when another class is added (invariant 38)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const before = requestsOf(ONE_MODEL, seed, 10);
        const after = requestsOf(CLASSES, seed, 10);
        let stayed = 0;
        for (let i = 0; i < before.count; i++) {
          expect(after.arrival[i]).toBe(before.arrival[i]);
          // It belongs to the new class, or to its own as before.
          if (after.classOf![i] === 2) continue;
          stayed++;
          expect(after.classOf![i]).toBe(before.classOf![i]);
          expect(after.promptTokens[i]).toBe(before.promptTokens[i]);
          expect(after.outputTokens[i]).toBe(before.outputTokens[i]);
        }
        expect(stayed).toBeGreaterThan(0);
      }),
      runs(200),
    );
  });

  it('come in their shares', () => {
    const { classOf } = requestsOf(CLASSES, 5, 10, 20_000);
    CLASSES.forEach(({ share }, c) => {
      expect(classOf!.filter((of) => of === c).length / 20_000).toBeCloseTo(share / 10, 1);
    });
  });
});

/** Every request of `requests` twice in a row, first in class 0, then in class 1. */
function doubled(requests: Requests, classes: RequestClass[]): Requests {
  const twice = <T extends Float64Array | Int32Array>(column: T): T =>
    (column as Float64Array).constructor === Float64Array
      ? (Float64Array.from({ length: 2 * column.length }, (_, i) => column[i >> 1]!) as T)
      : (Int32Array.from({ length: 2 * column.length }, (_, i) => column[i >> 1]!) as T);
  return {
    count: 2 * requests.count,
    arrival: twice(requests.arrival),
    promptTokens: twice(requests.promptTokens),
    outputTokens: twice(requests.outputTokens),
    cutRequests: 0,
    cutTokensMean: 0,
    classes,
    classOf: Uint8Array.from({ length: 2 * requests.count }, (_, i) => i % 2),
  };
}

describe('symmetry', () => {
  const one = { ...CLASSES[0]!, id: 'one' };
  const two = { ...CLASSES[0]!, id: 'two' };
  const toPools: ClassRule[] = [
    { class: 'one', to: 0 },
    { class: 'two', to: 1 },
  ];

  it('twice the pools at twice the load, each with its own requests, take as long (invariant 26)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(5, 50), (seed, rate) => {
        const requests = { ...requestsOf([one], seed, rate), classes: [one] };
        const single = run(toyPlan([pool({ instances: 2 })]), requests, { routing: 'class' }).requests;
        const plan = toyPlan([pool({ instances: 2 }), pool({ instances: 2 })]);
        const both = run(plan, doubled(requests, [one, two]), { routing: 'class', classRules: toPools });
        for (let i = 0; i < 2 * single.count; i++) {
          expect(both.requests.firstToken[i]).toBe(single.firstToken[i >> 1]);
          expect(both.requests.end[i]).toBe(single.end[i >> 1]);
          expect(both.instances[both.requests.prefillInstance[i]!]!.pool.index).toBe(i % 2);
        }
      }),
      runs(100),
    );
  });

  it('pools in another order give the same times where a rule names them (invariant 27)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const requests = doubled(requestsOf([one], seed, 20), [one, two]);
        const slow = () => pool({ instances: 2, cost: { base: 0.03 } });
        const quick = () => pool({ instances: 3 });
        const straight = run(toyPlan([quick(), slow()]), requests, { routing: 'class', classRules: toPools });
        const swapped = run(toyPlan([slow(), quick()]), requests, {
          routing: 'class',
          classRules: toPools.map((rule, i) => ({ ...rule, to: 1 - i })),
        });
        expect(swapped.requests.end).toEqual(straight.requests.end);
        expect(swapped.requests.firstToken).toEqual(straight.requests.firstToken);
      }),
      runs(100),
    );
  });
});
