/** Domain and ticks of a logarithmic axis. */

/** Round outward to a tenth of a decade so that no curve touches the frame; null when there is nothing to show. */
export function logDomain(values: Iterable<number>): [number, number] | null {
  let [low, high] = [Infinity, 0];
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === 0) return null;
  // At least half a decade: a flat curve should look flat, not like noise.
  const lacking = Math.max(0, 0.5 - Math.log10(high / low)) / 2;
  const outward = 0.06;
  return [low / 10 ** (lacking + outward), high * 10 ** (lacking + outward)];
}

const STEPS = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]] as const;

/** Ticks at round values, as many as there is room for: whole decades, then 1-3, then 1-2-5. */
export function logTicks(low: number, high: number, most: number): number[] {
  let best: number[] = [];
  for (const steps of STEPS) {
    const ticks = ticksAt(low, high, steps);
    if (ticks.length > most) break;
    best = ticks;
  }
  if (best.length > 0) return best;
  // More decades than room: every second, third … of them.
  const decades = ticksAt(low, high, [1]);
  const stride = Math.ceil(decades.length / Math.max(1, most));
  return decades.filter((_, i) => i % stride === 0);
}

function ticksAt(low: number, high: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) {
      const tick = Number(`${String(step)}e${String(power)}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
