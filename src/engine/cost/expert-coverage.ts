import type { Tokens } from '../../units/units';
import { inclusionProbabilities, expertsHit, lnMissed } from '../model/coverage';
import { expm1, ln } from '../number/portable';

/** Steps of up to this many tokens are remembered; a prompt chunk of an engine is seldom longer. */
const REMEMBERED = 1 << 14;

/** From here on the cubic through four whole counts is within a millionth of the sum: 2e-7 for 8 of 128, skew 1. */
const SMOOTH = 20;

/**
 * Distinct experts that a step of so many tokens is expected to reach. Even routing is one exponential; a skewed one
 * is a sum over the experts, so whole token counts are remembered, and mean steps of closed forms lie between them.
 */
export class ExpertCoverage {
  private readonly experts: number;
  private readonly lnMissedOne: number;
  /** Sum of the squares of the probabilities that a token chooses an expert. */
  readonly squares: number;
  /** ln(1 − π) of every expert; empty when routing is even. */
  private readonly lnMissedEach: number[];
  private readonly known: (number | undefined)[] = [];

  constructor(experts: number, perToken: number, skew: number) {
    this.experts = experts;
    this.lnMissedOne = lnMissed(experts, perToken);
    const chosen = skew === 0 ? [] : Array.from(inclusionProbabilities(Math.round(experts), perToken, skew));
    this.lnMissedEach = chosen.map((p) => (p >= 1 ? -Infinity : ln(1 - p)));
    this.squares = skew === 0 ? (perToken * perToken) / experts : chosen.reduce((sum, p) => sum + p * p, 0);
  }

  hit(tokens: Tokens): number {
    if (this.lnMissedEach.length === 0) return expertsHit(this.experts, this.lnMissedOne, tokens);
    if (!(tokens > 0)) return 0;
    const n = Math.floor(tokens);
    if (tokens > REMEMBERED || (n < SMOOTH && n !== tokens)) return this.sum(tokens);
    if (n === tokens) return this.whole(n);
    const t = tokens - n;
    const [before, from, to, after] = [
      this.whole(n - 1),
      this.whole(n),
      this.whole(n + 1),
      this.whole(n + 2),
    ];
    const [down, up] = [t - 1, t + 1];
    return (
      (up * down * ((t - 2) * from)) / 2 -
      (up * t * ((t - 2) * to)) / 2 +
      (t * down * (up * after - (t - 2) * before)) / 6
    );
  }

  private whole(tokens: Tokens): number {
    return (this.known[tokens] ??= this.sum(tokens));
  }

  private sum(tokens: Tokens): number {
    let hit = 0;
    for (const missed of this.lnMissedEach) hit += missed === -Infinity ? 1 : -expm1(tokens * missed);
    return hit;
  }
}

const shared = new Map<string, ExpertCoverage>();
const MOST_SHARED = 32;

/** What is remembered of one routing serves every run and curve. */
export function coverageOf(experts: number, perToken: number, skew: number): ExpertCoverage {
  const key = [experts, perToken, skew].join();
  let coverage = shared.get(key);
  if (coverage === undefined) {
    if (shared.size >= MOST_SHARED) shared.clear();
    shared.set(key, (coverage = new ExpertCoverage(experts, perToken, skew)));
  }
  return coverage;
}
