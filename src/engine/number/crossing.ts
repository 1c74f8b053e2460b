/** Halvings at the same places whatever f is: of several crossings a small change of f finds the same one again. */
const ON_A_GRID = 8;

/**
 * A bracket not wider than `width` in which f comes from below zero to zero or more, as [below, at or above]; the end of the
 * range where f is below zero throughout. Halving to a 256th of the range, then interpolation that is held to the middle, so
 * that both ends close in and no f takes more than one step beyond halving (ITP; Oliveira and Takahashi, 2020).
 */
export function crossing(
  f: (x: number) => number,
  low: number,
  high: number,
  width: number,
): [number, number] {
  let [a, b, fa, fb] = [low, high, NaN, NaN];
  const put = (x: number): void => {
    const y = f(x);
    if (y < 0) [a, fa] = [x, y];
    else [b, fb] = [x, y];
  };
  for (let i = 0; i < ON_A_GRID && b - a > width; i++) put((a + b) / 2);
  if (fb !== fb) fb = f(b);
  if (fb < 0) return [b - width, b];
  if (fa !== fa) fa = f(a);
  const nudge = 0.2 / (b - a);
  let reach = width;
  while (reach < b - a) reach *= 2;
  for (; b - a > width; reach /= 2) {
    const middle = (a + b) / 2;
    const straight = (fb * a - fa * b) / (fb - fa);
    const off = middle - straight;
    const towards = Math.sign(off);
    const least = nudge * (b - a) * (b - a);
    const most = reach - (b - a) / 2;
    const bent = least <= Math.abs(off) ? straight + towards * least : middle;
    put(Math.abs(bent - middle) <= most ? bent : middle - towards * Math.max(0, most));
  }
  return [a, b];
}
