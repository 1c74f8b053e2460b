import { describe, expect, it } from 'vitest';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import type { SideOutcome } from '../result';
import { pairedDifference } from './difference';
import { simulate } from './simulate';

type Row = [arrival: number, first: number, end: number, prompt: number, output: number];

/** A finished side with these requests and nothing else. */
function sideOf(rows: Row[], warmup = 0, order?: number[]): SideOutcome {
  const column = (k: 0 | 1 | 2) => Float64Array.from(rows, (row) => row[k]);
  return {
    report: { warmup_requests: warmup },
    snapshot: {
      requests: {
        count: rows.length,
        arrival: column(0),
        firstToken: column(1),
        end: column(2),
        promptTokens: Int32Array.from(rows, (row) => row[3]),
        outputTokens: Int32Array.from(rows, (row) => row[4]),
        ...(order && { rows: Uint32Array.from(order) }),
      },
    },
  } as unknown as SideOutcome;
}

function sidesOf(link: string): [SideOutcome, SideOutcome] {
  const { a, b } = resolve(decode(link).scenario);
  if (a.kind !== 'ready' || b?.kind !== 'ready') throw new Error('both sides must run');
  return [simulate(a.input), simulate(b.input)];
}

describe('paired difference', () => {
  it('by hand: two requests, of which one has a second token', () => {
    const a = sideOf([
      [0, 1, 3, 10, 3],
      [1, 2, 2, 10, 1],
    ]);
    const b = sideOf([
      [0, 0.5, 4.5, 10, 3],
      [1, 4, 4, 10, 1],
    ]);
    const difference = pairedDifference(a, b)!;
    expect(difference).toMatchObject({ requests: 2, warmup_requests: 0 });
    // TTFT −0.5 and +2; TPOT (4.5 − 0.5)/2 − (3 − 1)/2 = 1; end to end +1.5 and +2.
    expect(difference.ttft_s).toEqual({ mean: 0.75, ci95: null });
    expect(difference.tpot_s).toEqual({ mean: 1, ci95: null });
    expect(difference.e2e_s).toEqual({ mean: 1.75, ci95: null });
  });

  it('the longer warm-up is cut from both, at most half', () => {
    const rows = Array.from({ length: 10 }, (_, i): Row => [i, i + 1, i + 2, 5, 2]);
    expect(pairedDifference(sideOf(rows, 3), sideOf(rows, 1))).toMatchObject({
      requests: 7,
      warmup_requests: 3,
    });
    expect(pairedDifference(sideOf(rows, 9), sideOf(rows))).toMatchObject({
      requests: 5,
      warmup_requests: 5,
    });
  });

  it('only requests that both have answered and that are the same count', () => {
    const a = sideOf([
      [0, 1, 2, 5, 2],
      [1, 2, NaN, 5, 2],
      [2, 3, 4, 5, 2],
    ]);
    const b = sideOf([
      [0, 1, 2, 5, 2],
      [1, 2, 3, 5, 2],
      [2, 3, 9, 6, 2],
    ]);
    expect(pairedDifference(a, b)!.requests).toBe(1);
    expect(pairedDifference(a, { ...b, snapshot: null })).toBeNull();
  });

  it('requests are told by their row where a run numbers them as they come', () => {
    const first: Row = [0, 1, 2, 5, 2];
    const second: Row = [1, 2, 4, 6, 2];
    const difference = pairedDifference(
      sideOf([first, second], 0, [0, 1]),
      sideOf([second, first], 0, [1, 0]),
    )!;
    expect(difference.requests).toBe(2);
    expect(difference.e2e_s!.mean).toBe(0);
  });

  it('a side is no different from itself, and pairing makes the interval narrower', () => {
    const [a, b] = sidesOf('v=1&n=800&b=sram');
    expect(pairedDifference(a, a)!.e2e_s).toEqual({ mean: 0, ci95: 0 });
    const difference = pairedDifference(a, b)!;
    expect(difference.ttft_s!.mean).toBeCloseTo(b.report.ttft_s!.mean - a.report.ttft_s!.mean, 1);
    expect(difference.ttft_s!.ci95!).toBeGreaterThan(0);
    const unpaired = Math.hypot(a.report.ttft_ci95_s!, b.report.ttft_ci95_s!);
    expect(difference.ttft_s!.ci95!).toBeLessThan(unpaired * 1.05);
  });
});
