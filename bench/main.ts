import { measure, type Measured } from './measure';
import { phases } from './phases';
import { cases, type Case } from './cases';
import { exponents, SCALED, scaled, type Scaled } from './scale';

export { exponents };

/** All phases at the size a page runs them: 1,000 requests, about a second each. */
export function bench(log: (line: string) => void): Measured[] {
  return phases(1000).map((phase) => {
    const measured = measure(phase, 1000);
    log(`${measured.phase}: ${measured.p50_ms} ms`);
    return measured;
  });
}

const SIZES = [1000, 10_000, 100_000, 1_000_000];

/** Runs from a thousand to a million requests, each beside a plain loop over the same requests. */
export function scale(log: (line: string) => void): Scaled[] {
  return SCALED.flatMap((row) =>
    SIZES.filter((size) => size <= row.largest).map((size) => {
      const measured = scaled(row, size);
      log(`${row.what}, ${size}: ${measured.engine_ms} ms, ${measured.ratio} times the plain loop`);
      return measured;
    }),
  );
}

/** Single promises: traces, curves, jumping over steps. */
export function promises(log: (line: string) => void): Case[] {
  const all = cases();
  for (const { what, ms, result } of all) log(`${what}: ${ms === null ? result : `${ms} ms`}`);
  return all;
}
