import { beforeEach, describe, expect, it, vi } from 'vitest';
import { simulate } from './simulate';

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

describe('simulate', () => {
  it('prints what B does otherwise than A, request by request', async () => {
    const { a, b, difference } = await simulate(['v=1&n=300&b=sram']);
    expect(difference!.warmup_requests).toBe(Math.max(a.warmup_requests, b!.warmup_requests));
    expect(difference!.requests).toBe(300 - difference!.warmup_requests);
    expect(difference!.ttft_s!.ci95).toBeGreaterThan(0);
    expect((await simulate(['v=1&n=50&b=none'])).difference).toBeNull();
  });

  it('says how many requests it takes to settle; with so many means stay', async () => {
    const tpot = async (n: number) => {
      const { a } = await simulate([`v=1&b=none&rps=16&a.prefill=h100-sxmx64&n=${n}`]);
      return { enough: a.requests_to_settle, mean: a.tpot_s!.mean };
    };
    const short = await tpot(1000);
    const settled = await tpot(short.enough!);
    const long = await tpot(3 * short.enough!);
    expect([settled.enough, long.enough]).toEqual([null, null]);
    expect(Math.abs(settled.mean / long.mean - 1)).toBeLessThan(0.1);
    expect(short.mean / long.mean).toBeLessThan(0.7);
  });

  it('sees that sessions overload a side, also where the last ones end before the run does', async () => {
    const at = async (rps: number) =>
      (await simulate([`v=1&b=none&turns=8&a.tiers=device&rps=${rps}&n=20000`])).a;
    const [few, many] = [await at(3), await at(4)];
    expect([few.saturated, many.saturated]).toEqual([false, true]);
    expect(many.ttft_s!.mean).toBeGreaterThan(100 * few.ttft_s!.mean);
  });

  it('--until tells what has happened by then', async () => {
    const { a } = await simulate(['v=1&n=300&rps=2', '--until', '60']);
    const whole = (await simulate(['v=1&n=300&rps=2'])).a;
    expect(a.duration_s).toBeLessThanOrEqual(60);
    expect(a.requests).toBeGreaterThan(60);
    expect(a.requests).toBeLessThan(180);
    expect(a.completed).toBeLessThanOrEqual(a.requests);
    expect(a.notes.join(' ')).toMatch(/first 60 s of the run/);
    expect((await simulate(['v=1&n=300&rps=2', '--until', '100000'])).a).toEqual(whole);
  });

  it('--fork goes on with another policy from then on', async () => {
    const link = 'v=1&n=200&rps=20&size=8b&a.tp=1&b=none';
    const { a, fork } = await simulate([link, '--fork', '2', '--route', 'rr']);
    expect(a).toEqual((await simulate([link])).a);
    expect(fork).toMatchObject({ at_s: 2, route: 'rr', b: null });
    expect(fork!.a!.hash).not.toBe(a.hash);
    expect(fork!.change.a!.e2e_s!.mean).not.toBe(0);
    const same = await simulate([link, '--fork', '2', '--route', 'least']);
    expect(same.fork!.a!.hash).toBe(a.hash);
    expect(same.fork!.change.a!.e2e_s!.mean).toBe(0);
  });

  it.each([
    [['--until', 'noon'], /--until "noon" is not a number of seconds/],
    [['--fork', '2'], /--fork needs --route with one of least, rr/],
    [['--fork', '2', '--route', 'best'], /not "best"/],
    [['--route', 'rr'], /--route needs --fork/],
    [['--until', '1', '--fork', '2', '--route', 'rr'], /one of them/],
    [['--until', '1', '--ledger', 'x.csv'], /whole runs/],
  ])('refuses %j', async (options, message) => {
    await expect(simulate(['v=1', ...options])).rejects.toThrow(message);
  });
});
