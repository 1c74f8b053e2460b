import type { Waterfall } from '../../engine/result';
import type { Decision } from '../../engine/routing/route';
import type { Receipt, ReceiptLine } from '../../engine/sim/receipt';

/** Made-up receipts in the shape of real ones, for tests of the inspector. Never part of the page. */

export function waterfall(patch: Partial<Waterfall> = {}): Waterfall {
  const usual = { route_s: 0, queue_s: 0, fetch_s: 0, prefill_s: 0.5, room_s: 0, transfer_s: 0, wait_s: 0 };
  const parts = { ...usual, decode_s: 7.5, stall_s: 2, ...patch };
  const { route_s, queue_s, fetch_s, prefill_s, room_s, transfer_s, wait_s, decode_s, stall_s } = parts;
  const whole = route_s + queue_s + fetch_s + prefill_s + room_s + transfer_s + wait_s + decode_s + stall_s;
  return { request: 936, e2e_s: whole, ...parts };
}

export function line(patch: Partial<ReceiptLine> = {}): ReceiptLine {
  return {
    pass: 0,
    phase: 'prefill',
    pool: 'mixed',
    chip: 'h100-sxm',
    chipName: 'H100 SXM',
    tier: 'hbm',
    instance: 0,
    lane: 0,
    firstToken: 0,
    lastToken: 8191,
    startSeconds: 100,
    endSeconds: 100.4,
    batch: null,
    beside: null,
    reads: null,
    stallSeconds: 0,
    bytes: 1e12,
    joules: 2000,
    usd: 0.001,
    reason: 'the pool has one instance',
    ...patch,
  };
}

export function receipt(patch: Partial<Receipt> = {}): Receipt {
  return {
    request: 936,
    arrivalSeconds: 100,
    promptTokens: 10_000,
    outputTokens: 500,
    waterfall: waterfall(),
    lines: [
      line(),
      line({ firstToken: 8192, lastToken: 10_000, startSeconds: 100.4, endSeconds: 100.5, joules: 500 }),
      line({
        phase: 'decode',
        firstToken: 10_001,
        lastToken: 10_499,
        startSeconds: 100.5,
        endSeconds: 110,
        batch: 3.6,
        stallSeconds: 2,
        reason: 'decoded where its prompt was computed',
      }),
    ],
    steps: [],
    decisions: [decision()],
    ...patch,
  };
}

export function decision(patch: Partial<Decision> = {}): Decision {
  const candidate = (instance: number, ahead: number, running: number) => ({
    instance,
    cost: ahead + running,
    eligible: true,
    reasonIfNot: null,
    terms: [
      { name: 'prompts ahead', value: ahead },
      { name: 'answers under way', value: running },
    ],
  });
  return {
    request: 936,
    time: 100,
    pool: 'mixed',
    label: 'Least work',
    about: 'The instance with the fewest seconds of work ahead.',
    unit: 'seconds',
    why: null,
    chosen: 1,
    forced: false,
    drawn: null,
    rejected: null,
    candidates: [candidate(0, 0.5, 3.5), candidate(1, 0, 2), candidate(2, 1, 2.5)],
    predicted: { ttftSeconds: 0.5, tpotSeconds: 0.02, joules: null, usd: 0.002 },
    actual: { ttftSeconds: 0.52, tpotSeconds: 0.019, joules: 3000, usd: 0.003 },
    ...patch,
  };
}
