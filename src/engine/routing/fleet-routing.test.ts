import { describe, expect, it } from 'vitest';
import type { RequestClass, RouteId } from '../input';
import type { PoolPlan } from '../plan';
import { requestsOf, toyBlocks, toyModel, toyPlan, toyPool, type ToyPool } from '../sim/fixtures';
import { Ledger } from '../sim/ledger';
import { ledgerLines } from '../sim/ledger-csv';
import { Simulation, type SimulationOptions } from '../sim/simulation';

/** Where requests of each class go, and who is turned away. */

const pool = (
  p: ToyPool,
  chip: Partial<PoolPlan['input']['chip']> = {},
  input: Partial<PoolPlan['input']> = {},
) => {
  const plan = toyPool(p);
  return { ...plan, input: { ...plan.input, chip: { ...plan.input.chip, ...chip }, ...input } };
};
const sram = (p: ToyPool) => pool(p, { id: 'sram', kind: 'sram' });

const CHAT: RequestClass = { id: 'chat', label: 'Chat', kind: 'interactive', slo: null };
const BATCH: RequestClass = { id: 'batch', label: 'Batch', kind: 'batch', slo: null };

type Row = [arrival: number, prompt: number, output: number, of: number];

function run(
  pools: PoolPlan[],
  rows: Row[],
  classes: RequestClass[],
  options: SimulationOptions & { routing: RouteId },
  model = toyModel(),
): Simulation {
  const link = { bytesPerSecond: 1e9, latencySeconds: 1e-5, mode: 'layered' } as const;
  const split = pools.some(({ input }) => input.role === 'prefill');
  const requests = {
    ...requestsOf(rows.map(([arrival, prompt, output]) => [arrival, prompt, output])),
    classes,
    classOf: Uint8Array.from(rows, (row) => row[3]),
  };
  const sim = new Simulation(toyPlan(pools, split ? link : null), model, requests, options);
  sim.ledger = new Ledger(requests.count);
  sim.run(Infinity, 1e6);
  return sim;
}

/** Of more than eight billion parameters: small models are sent to SRAM even when they must wait there. */
const LARGE = toyModel({ vocabulary: 1e7 });

const poolsOf = (sim: Simulation): number[] =>
  Array.from(sim.requests.prefillInstance, (instance) =>
    instance < 0 ? -1 : sim.instances[instance]!.pool.index,
  );

describe('routing by class', () => {
  it('sends batch to the largest GPU pool and chat to the edge device while it has a place', () => {
    const edge = pool({ maxSequences: 2 }, {}, { edge: true });
    const far = { roundTripSeconds: 0.04 };
    const pools = [edge, pool({}, {}, far), pool({ instances: 3 }, {}, far)];
    const rows: Row[] = [
      [0, 100, 500, 0],
      [0.001, 100, 500, 0],
      [0.002, 100, 500, 0],
      [0.003, 100, 50, 1],
      [60, 100, 5, 0],
    ];
    const sim = run(pools, rows, [CHAT, BATCH], { routing: 'class', watched: 2 });
    const [first, second, third, batch, later] = poolsOf(sim);
    expect([first, second, batch, later]).toEqual([0, 0, 2, 0]);
    // The device is full: the datacentre answers, a network away.
    expect(third).toBeGreaterThan(0);
    expect(sim.requests.prefillStart[2]! - 0.002).toBeCloseTo(0.04, 9);
    const [decision] = sim.router.decisions;
    expect(decision).toMatchObject({ chosen: sim.requests.prefillInstance[2], why: null, rejected: null });
    expect(decision!.candidates).toHaveLength(5);
  });

  it('decodes chat on SRAM while it fits there, then on GPUs', () => {
    const pools = [
      pool({ role: 'prefill' }),
      sram({ role: 'decode', blocks: 2 * toyBlocks(600) }),
      pool({ role: 'decode' }),
    ];
    const rows: Row[] = [
      [0, 400, 200, 0],
      [1, 400, 200, 0],
      [1.01, 400, 200, 0],
      [1.02, 400, 20, 1],
      [40, 2000, 200, 0],
    ];
    const sim = run(pools, rows, [CHAT, BATCH], { routing: 'class', watched: 2 }, LARGE);
    const decoded = Array.from(sim.requests.decodeInstance, (id) => sim.instances[id]!.pool.index);
    // Two fit at once, the third does not; batch never goes there, nor who is longer than all of it.
    expect(decoded).toEqual([1, 1, 2, 2, 2]);
    const [entry, handOver] = sim.router.decisions;
    expect(entry!.pool).toBe('prefill');
    expect(handOver!.candidates.map(({ instance }) => sim.instances[instance]!.pool.index)).toEqual([1, 2]);
  });

  it('says which rule held, and why the others were left out', () => {
    const sim = run([pool({}), sram({})], [[0, 100, 20, 0]], [CHAT], { routing: 'class', watched: 0 });
    const [decision] = sim.router.decisions;
    expect(decision!.why).toBe('Rule 3: interactive requests go to SRAM chips, which has room now.');
    expect(decision!.candidates.map(({ eligible, reasonIfNot }) => [eligible, reasonIfNot])).toEqual([
      [false, 'the rule sends it to another pool'],
      [true, null],
    ]);
    expect(decision!.drawn).toBeNull();
  });

  it('takes a request to the model it asks for, and turns it away where nobody serves it', () => {
    const other = { ...toyModel(), id: 'other', name: 'Other' };
    const classes = [CHAT, { ...CHAT, id: 'own', model: 'other' }, { ...CHAT, id: 'lost', model: 'nobody' }];
    const rows: Row[] = [
      [0, 100, 20, 0],
      [1, 100, 20, 1],
      [2, 100, 20, 2],
    ];
    const sim = run([pool({}), pool({}, {}, { model: other })], rows, classes, {
      routing: 'least',
      watched: 2,
    });
    expect(poolsOf(sim)).toEqual([0, 1, -1]);
    expect(sim.rejected).toBe(1);
    expect(sim.router.decisions[0]).toMatchObject({ chosen: -1, rejected: 'no pool serves its model' });
    expect([...ledgerLines('a', sim)].at(-1)).toBe('a,2,0,reject,,,,,,2,2,0,,,no pool serves its model,,');
  });
});

describe('routing by predicted time', () => {
  // A prompt of 1000 takes 0.04 s. Its KV of 20.48 MB takes 20.48 ms on the link, a tenth of it after the last layer.
  const split = (base: number) => [
    pool({ role: 'prefill' }),
    pool({ role: 'decode', cost: { base } }),
    pool({ cost: { base } }),
  ];
  const handedOver = (pools: PoolPlan[]) => {
    const sim = run(pools, [[0, 1000, 50, 0]], [CHAT], { routing: 'kvtime', watched: 0 });
    const [decision] = sim.router.decisions;
    const term = (candidate: number, name: string) =>
      decision!.candidates[candidate]!.terms.find((t) => t.name === name)!.value;
    return { sim, term };
  };

  it('counts what handing over takes, and the answer wherever it is decoded', () => {
    const { sim, term } = handedOver(split(0.008));
    expect(term(0, 'handing its KV over')).toBeCloseTo(2.048e-3 + 1e-5, 12);
    expect(term(1, 'handing its KV over')).toBe(0);
    expect(term(0, 'both of these where it is handed over to')).toBe(term(1, 'its own steps'));
    // All else is equal, so nothing is handed over.
    expect(poolsOf(sim)).toEqual([2]);
    expect(sim.requests.decodeReady[0]! - sim.requests.firstToken[0]!).toBe(0);
  });

  it('hands over where the decode pool is faster by more than that', () => {
    const pools = split(0.008);
    pools[1] = pool({ role: 'decode', cost: { base: 0.007 } });
    const { sim, term } = handedOver(pools);
    expect(poolsOf(sim)).toEqual([0]);
    // The prediction of an empty link is what then happens.
    expect(sim.requests.decodeReady[0]! - sim.requests.firstToken[0]!).toBeCloseTo(
      term(0, 'handing its KV over'),
      9,
    );
  });
});

describe('routing by SLO', () => {
  // One prompt of 1000 takes 0.04 s on the cheap chips, and a step 8.2 ms and more; the dear ones are twice as fast.
  const cheap = () => pool({}, { usdPerHour: 1 });
  const dear = () => pool({ cost: { base: 0.004, perPromptToken: 2e-5 } }, { usdPerHour: 10 });
  const promised = (ttft: number, tpot: number): RequestClass => ({
    ...CHAT,
    slo: { ttftSeconds: ttft, tpotSeconds: tpot },
  });
  const one: Row[] = [[0, 1000, 50, 0]];

  it('takes the cheapest that keeps the promise', () => {
    const pick = (of: RequestClass) => poolsOf(run([dear(), cheap()], one, [of], { routing: 'slo' }))[0];
    expect(pick(promised(0.05, 0.01))).toBe(1);
    expect(pick(promised(0.03, 0.01))).toBe(0);
    expect(pick(promised(0.05, 0.005))).toBe(0);
    // Nobody keeps it: the one that misses it by least.
    expect(pick(promised(0.001, 0.001))).toBe(0);
    // Nothing is promised: the price alone.
    expect(pick(CHAT)).toBe(1);
  });

  it('expects answers to be stretched by prompts as they have been so far', () => {
    // Every 0.08 s a prompt that takes 0.04 s comes to the cheap chips: 2 s of the first 4, and answers take twice as long.
    const busy = Array.from({ length: 50 }, (_, i): Row => [0.08 * i, 1000, 2, 1]);
    const chat: Row = [4.005, 1000, 50, 0];
    const last = (rows: Row[]) =>
      poolsOf(run([dear(), cheap()], rows, [promised(0.1, 0.012), BATCH], { routing: 'slo' })).at(-1);
    expect(last([chat])).toBe(1);
    expect(last([...busy, chat])).toBe(0);
  });

  it('takes a chip without a price last', () => {
    const unpriced = pool({ cost: { base: 0.001 } }, { usdPerHour: null });
    expect(poolsOf(run([unpriced, dear()], one, [promised(1, 1)], { routing: 'slo' }))[0]).toBe(1);
    expect(poolsOf(run([unpriced, dear()], one, [promised(1, 0.0015)], { routing: 'slo' }))[0]).toBe(0);
  });

  it('chooses decode pools by the same', () => {
    const pools = () => [
      pool({ role: 'prefill' }),
      pool({ role: 'decode', cost: { base: 0.002 } }, { usdPerHour: 10 }),
      pool({ role: 'decode' }, { usdPerHour: 1 }),
    ];
    const decodedIn = (tpot: number) => {
      const sim = run(pools(), one, [promised(1, tpot)], { routing: 'slo' });
      return sim.instances[sim.requests.decodeInstance[0]!]!.pool.index;
    };
    expect(decodedIn(0.02)).toBe(2);
    expect(decodedIn(0.004)).toBe(1);
  });
});

describe('early rejection', () => {
  // Prompts of 1000 take 0.04 s each: of ten at once, the promise of 0.1 s to the first token holds for two.
  const rows: Row[] = Array.from({ length: 10 }, (_, i) => [0, 1000, 2, i % 2]);
  const promising = { ...CHAT, slo: { ttftSeconds: 0.1, tpotSeconds: null } };

  it.each<RouteId>(['least', 'slo', 'class'])('turns away who would wait too long, by %s', (routing) => {
    const sim = run([pool({})], rows, [promising, BATCH], { routing, rejectEarly: true, watched: 8 });
    // In turn chat, batch, chat, batch: the third would wait for two prompts and need 0.12 s.
    expect(Array.from(sim.requests.rejection)).toEqual([0, 0, 3, 0, 3, 0, 3, 0, 3, 0]);
    expect(sim.completed + sim.rejected).toBe(10);
    expect(sim.router.decisions[0]).toMatchObject({ rejected: 'predicted to miss its SLO' });
    expect(sim.ledger!.rejections.map(({ request }) => request)).toEqual([2, 4, 6, 8]);
  });

  it('turns nobody away unless asked to', () => {
    expect(run([pool({})], rows, [promising, BATCH], { routing: 'slo' }).rejected).toBe(0);
  });
});
