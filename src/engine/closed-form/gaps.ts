import type { Fraction, Seconds, Tokens } from '../../units/units';
import type { SessionShape } from '../input';
import { normalCdf } from '../number/normal';
import { exp, expm1, ln } from '../number/portable';

/** Times at which functions of a pause are tabulated: evenly in ln(t), each a ninth longer than the one before. */
const POINTS = 256;
const FIRST: Seconds = 1e-3;
const STEP = 0.108;
const LN_FIRST = ln(FIRST);
const TIMES = Float64Array.from({ length: POINTS }, (_, i) => exp(LN_FIRST + i * STEP));

/** Turns ago beyond which nobody looks for what an instance has of a session. */
const MOST_TURNS_AGO = 24;
const RARE = 1e-3;

/**
 * Pauses of sessions (tools' exponential, people's lognormal), and how long stores remember their turns. Tables: a
 * curve asks at hundreds of points that differ in rates and lengths alone.
 */
export class SessionGaps {
  private readonly shape: SessionShape;
  private readonly over: Float64Array;
  private readonly below: Float64Array;
  private readonly visited = new Map<Fraction, Fraction[]>();
  private readonly occupied = new Map<Fraction, { growing: Float64Array; fixed: Float64Array }>();

  constructor(shape: SessionShape) {
    this.shape = shape;
    this.over = TIMES.map((t) => gapCdf(shape, t));
    this.below = TIMES.map((t) => meanGapBelow(shape, t));
  }

  /** Share of pauses that are over after `t` seconds. */
  cdf(t: Seconds): Fraction {
    return t < FIRST ? 0 : t >= TIMES[POINTS - 1]! ? 1 : at(this.over, t);
  }

  /**
   * Chance that the last turn of a session that came by a store was so many turns before the one before, when each
   * turn comes by with the chance `returns`.
   */
  visits(returns: Fraction): readonly Fraction[] {
    const known = this.visited.get(returns);
    if (known !== undefined) return known;
    const chances: Fraction[] = [];
    let left = 1;
    for (let ago = 0; ago < Math.min(this.shape.turns - 1, MOST_TURNS_AGO) && left > RARE; ago++) {
      chances.push(left * returns);
      left *= 1 - returns;
    }
    this.visited.set(returns, chances);
    return chances;
  }

  /**
   * The T for which what is kept of a turn, tokens times seconds, is `wanted` on average. The context after turn j
   * (from 1), j · `perTurn` − `lacking` tokens, is kept until its session comes by again, at most T; of the last turns
   * of sessions, which never do, all of T, and those are the longest.
   */
  residence(returns: Fraction, perTurn: Tokens, lacking: Tokens, wanted: number): Seconds {
    if (!(wanted > 0)) return 0;
    const { growing, fixed } = this.occupancy(returns);
    const kept = (i: number): number => perTurn * growing[i]! - lacking * fixed[i]!;
    const last = POINTS - 1;
    if (wanted >= kept(last)) return Infinity;
    if (wanted <= kept(0)) return (FIRST * wanted) / kept(0);
    let [low, high] = [0, last];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (kept(middle) <= wanted) low = middle;
      else high = middle;
    }
    const part = (wanted - kept(low)) / (kept(high) - kept(low));
    return TIMES[low]! + part * (TIMES[high]! - TIMES[low]!);
  }

  /** What is kept by T per turn: of contexts of one token a turn, and of one token each. */
  private occupancy(returns: Fraction): { growing: Float64Array; fixed: Float64Array } {
    const known = this.occupied.get(returns);
    if (known !== undefined) return known;
    const { turns } = this.shape;
    const visits = this.visits(returns);
    const kept = (share: (count: number) => number): Float64Array =>
      TIMES.map((t) => {
        let all = share(turns) * t;
        visits.forEach((chance, ago) => {
          const times = ago + 1;
          all -= chance * share(turns - times) * (t - times * this.meanBelow(t / times));
        });
        return all;
      });
    const tables = {
      growing: kept((count) => (count * (count + 1)) / 2 / turns),
      fixed: kept((count) => count / turns),
    };
    this.occupied.set(returns, tables);
    return tables;
  }

  private meanBelow(t: Seconds): Seconds {
    return t < FIRST ? t : at(this.below, t);
  }
}

/** Linear in ln(t) between the times tabulated, of which `t` is not before the first. */
function at(table: Float64Array, t: Seconds): number {
  const place = Math.min((ln(t) - LN_FIRST) / STEP, POINTS - 1.001);
  const i = Math.floor(place);
  return table[i]! + (place - i) * (table[i + 1]! - table[i]!);
}

function gapCdf(shape: SessionShape, t: Seconds): Fraction {
  const { toolShare, toolGapSecondsMean } = shape;
  return -toolShare * expm1(-t / toolGapSecondsMean) + (1 - toolShare) * humanCdf(shape, t, 0);
}

/** Mean of the shorter of a pause and `t`. */
function meanGapBelow(shape: SessionShape, t: Seconds): Seconds {
  const { toolShare, toolGapSecondsMean, humanGapSecondsMean } = shape;
  const tool = -toolGapSecondsMean * expm1(-t / toolGapSecondsMean);
  const human = humanGapSecondsMean * humanCdf(shape, t, 1) + t * (1 - humanCdf(shape, t, 0));
  return toolShare * tool + (1 - toolShare) * human;
}

/** Share of people's pauses below `t`: of their number, or with `moment` 1 of their seconds. */
function humanCdf({ humanGapSecondsMean, humanGapCv }: SessionShape, t: Seconds, moment: 0 | 1): Fraction {
  if (humanGapCv === 0) return t < humanGapSecondsMean ? 0 : 1;
  const variance = ln(1 + humanGapCv * humanGapCv);
  const deviation = Math.sqrt(variance);
  return normalCdf((ln(t / humanGapSecondsMean) + variance / 2) / deviation - moment * deviation);
}

const known = new WeakMap<SessionShape, SessionGaps>();

/** The tables of a workload's sessions, made once. */
export function gapsOf(shape: SessionShape): SessionGaps {
  const gaps = known.get(shape) ?? new SessionGaps(shape);
  known.set(shape, gaps);
  return gaps;
}
