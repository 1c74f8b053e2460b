/**
 * Levenberg–Marquardt on residuals that a prior keeps in bounds. Residuals beyond about one count linearly
 * (pseudo-Huber), so that a mislabelled row cannot pull a constant; priors count in full.
 */
export interface LeastSquares {
  /** Residuals of the data at a vector, in units of their scale. */
  residuals: (vector: readonly number[]) => Float64Array;
  prior: readonly number[];
  spread: readonly number[];
  least: readonly number[];
  /** Residuals after only parameter `i` has changed, given those before; absent: all are computed anew. */
  moved?: (vector: readonly number[], i: number, before: Float64Array) => Float64Array;
}

export interface Solution {
  vector: number[];
  /** Square roots of the diagonal of the inverse normal matrix. */
  deviation: number[];
  cost: number;
}

const STEP = 0.03;

export function solve(problem: LeastSquares, start: readonly number[], iterations = 12): Solution {
  const { prior, spread, least } = problem;
  const n = prior.length;
  const clamp = (v: readonly number[]) => v.map((x, i) => Math.max(least[i] ?? -Infinity, x));
  const all = (v: readonly number[]): Point => {
    const raw = problem.residuals(v);
    return { raw, data: raw.map(soften), vector: v };
  };
  const costOf = (point: Point) => {
    let sum = 0;
    for (const r of point.data) sum += r * r;
    for (let i = 0; i < n; i++) sum += ((point.vector[i]! - prior[i]!) / spread[i]!) ** 2;
    return sum;
  };
  let here = all(clamp(start));
  let cost = costOf(here);
  let damping = 1e-3;
  let normal = new Float64Array(n * n);
  for (let round = 0; round < iterations; round++) {
    const { matrix, gradient } = normalEquations(problem, here);
    normal = matrix;
    let improved = false;
    for (let attempt = 0; attempt < 6 && !improved; attempt++) {
      const damped = matrix.slice();
      for (let i = 0; i < n; i++) damped[i * n + i]! *= 1 + damping;
      const step = solveSymmetric(damped, gradient, n);
      const there = all(clamp(here.vector.map((x, i) => x - step[i]!)));
      const next = costOf(there);
      if (next < cost) {
        improved = cost - next > 1e-4 * cost;
        here = there;
        cost = next;
        damping = Math.max(1e-6, damping / 5);
        if (!improved) attempt = 6;
      } else damping *= 8;
    }
    if (!improved) break;
  }
  return { vector: here.vector.slice(), deviation: inverseDiagonal(normal, n).map(Math.sqrt), cost };
}

/** Sign and square root of the pseudo-Huber loss: z near zero, √(2|z|) far out. */
function soften(z: number): number {
  return Math.sign(z) * Math.sqrt(2 * (Math.sqrt(1 + z * z) - 1));
}

interface Point {
  raw: Float64Array;
  /** The same, large ones softened. */
  data: Float64Array;
  vector: readonly number[];
}

function normalEquations({ prior, spread, residuals, moved }: LeastSquares, here: Point) {
  const n = prior.length;
  const columns = prior.map((_, i) => {
    const h = STEP * spread[i]!;
    const vector = here.vector.slice();
    vector[i]! += h;
    const there = moved?.(vector, i, here.raw) ?? residuals(vector);
    return there.map((r, k) => (soften(r) - here.data[k]!) / h);
  });
  const matrix = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const a = columns[i]!;
    for (let j = 0; j <= i; j++) {
      const b = columns[j]!;
      let dot = 0;
      for (let k = 0; k < a.length; k++) dot += a[k]! * b[k]!;
      matrix[i * n + j] = matrix[j * n + i] = dot;
    }
    let dot = 0;
    for (let k = 0; k < a.length; k++) dot += a[k]! * here.data[k]!;
    const variance = spread[i]! ** 2;
    matrix[i * n + i]! += 1 / variance;
    gradient[i] = dot + (here.vector[i]! - prior[i]!) / variance;
  }
  return { matrix, gradient };
}

/** Cholesky factor of a positive definite matrix, in place of its lower half. */
function factor(matrix: Float64Array, n: number): Float64Array {
  const l = matrix.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = l[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / l[j * n + j]!;
    }
  }
  return l;
}

function solveSymmetric(matrix: Float64Array, right: ArrayLike<number>, n: number): Float64Array {
  const l = factor(matrix, n);
  const x = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k * n + i]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  return x;
}

function inverseDiagonal(matrix: Float64Array, n: number): number[] {
  return Array.from({ length: n }, (_, i) => {
    const unit = new Float64Array(n);
    unit[i] = 1;
    return solveSymmetric(matrix, unit, n)[i]!;
  });
}
