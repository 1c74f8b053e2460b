/**
 * Elementary functions that give the same bits in every JavaScript engine.
 *
 * The language leaves `Math.log`, `Math.exp`, `Math.pow` and their kin to the implementation; only + - * / and
 * `Math.sqrt` are correctly rounded everywhere. A scenario link must give the same events in every browser
 * (docs/MODEL.md, "Portable determinism"), so these are built from those five operations alone: exact reduction
 * by powers of two, then a Taylor series short enough to be read and long enough to end below one rounding.
 * Relative error stays below 1e-15 (`pow`: 1e-15 · (1 + |y ln x|)), held by portable.test.ts.
 */

// ln 2 in two parts: the first has 33 significant bits, so that k · LN2_HIGH is exact for every exponent k.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LN2 = 0.6931471805599453;
const SQRT_2 = 1.4142135623730951;
const TWO_POW_54 = 18014398509481984;
/** Above this exp overflows, below its counterpart it is zero even as a subnormal. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019412;

const bits = new DataView(new ArrayBuffer(8));

/** 2^k for −1022 ≤ k ≤ 1023, exactly. */
function powerOfTwo(k: number): number {
  bits.setInt32(0, (k + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}

/** x · 2^k, in two factors where one would leave the range of normal numbers. */
function scale(x: number, k: number): number {
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(k - 1023);
  if (k < -1022) return x * powerOfTwo(k + 54) * powerOfTwo(-54);
  return x * powerOfTwo(k);
}

/** Exponent k of a finite x > 0 with x / 2^k in [√½, √2). */
function centredExponent(x: number): number {
  const subnormal = x < 2.2250738585072014e-308;
  const normal = subnormal ? x * TWO_POW_54 : x;
  bits.setFloat64(0, normal);
  const k = ((bits.getInt32(0) >>> 20) & 2047) - 1023;
  const mantissa = normal * powerOfTwo(-k > 1023 ? 1023 : -k);
  return (subnormal ? k - 54 : k) + (mantissa >= SQRT_2 ? 1 : 0);
}

/** ln(1 + f) for 1 + f in [√½, √2): with s = f/(2+f), ln(1+f) = 2 atanh s = f − f²/2 + s·(f²/2 + 2(s²/3 + s⁴/5 + …)). */
function lnNearOne(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const tail =
    z *
    (2 / 3 +
      z *
        (2 / 5 +
          z *
            (2 / 7 +
              z *
                (2 / 9 +
                  z *
                    (2 / 11 +
                      z *
                        (2 / 13 +
                          z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21 + z * (2 / 23)))))))))));
  const half = 0.5 * f * f;
  return f - (half - s * (half + tail));
}

/** Natural logarithm. ln(0) = −∞; negative or NaN gives NaN. */
export function ln(x: number): number {
  if (!(x >= 0)) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  const k = centredExponent(x);
  const near = lnNearOne(scale(x, -k) - 1);
  return k === 0 ? near : k * LN2_HIGH + (near + k * LN2_LOW);
}

/** Base-2 logarithm; exact for powers of two. */
export function log2(x: number): number {
  if (!(x > 0) || x === Infinity) return ln(x);
  const k = centredExponent(x);
  return k + lnNearOne(scale(x, -k) - 1) / LN2;
}

/** (e^r − 1 − r)/r² for |r| ≤ 0.35: the series 1/2! + r/3! + r²/4! + … */
function expTail(r: number): number {
  let sum = 1 / 87178291200;
  sum = sum * r + 1 / 6227020800;
  sum = sum * r + 1 / 479001600;
  sum = sum * r + 1 / 39916800;
  sum = sum * r + 1 / 3628800;
  sum = sum * r + 1 / 362880;
  sum = sum * r + 1 / 40320;
  sum = sum * r + 1 / 5040;
  sum = sum * r + 1 / 720;
  sum = sum * r + 1 / 120;
  sum = sum * r + 1 / 24;
  sum = sum * r + 1 / 6;
  return sum * r + 0.5;
}

/** e^x. Overflows to Infinity and underflows to 0 like every exponential. */
export function exp(x: number): number {
  if (x !== x) return NaN;
  if (x > EXP_MAX) return Infinity;
  if (x < EXP_MIN) return 0;
  const k = Math.floor(x / LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  // (high − r) − low is what rounding took from r; it enters to first order.
  return scale(1 + (r + (r * r * expTail(r) + (high - r - low))), k);
}

/** e^x − 1 without cancellation near 0. */
export function expm1(x: number): number {
  if (x > -0.35 && x < 0.35) return x + x * x * expTail(x);
  return exp(x) - 1;
}

/** x^n by repeated multiplication, for integer n ≥ 0. */
function integerPower(x: number, n: number): number {
  let result = 1;
  for (let base = x, left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= base;
    base *= base;
  }
  return result;
}

/** x^y for x ≥ 0, and for negative x where y is an integer. Small integer exponents are exact products. */
export function pow(x: number, y: number): number {
  if (Math.floor(y) === y && y >= -32 && y <= 32)
    return y >= 0 ? integerPower(x, y) : 1 / integerPower(x, -y);
  if (x < 0) return Math.floor(y) === y ? (y % 2 === 0 ? exp(y * ln(-x)) : -exp(y * ln(-x))) : NaN;
  return exp(y * ln(x));
}

/** Cube root: a first guess by logarithm, one Newton step to full accuracy. */
export function cbrt(x: number): number {
  if (x === 0 || x !== x || x === Infinity || x === -Infinity) return x;
  const a = Math.abs(x);
  const guess = exp(ln(a) / 3);
  const root = guess - (guess - a / (guess * guess)) / 3;
  return x < 0 ? -root : root;
}
