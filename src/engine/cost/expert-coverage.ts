import type { Tokens } from '../../units/units';
import { inclusionProbabilities, expertsHit, lnMissed } from '../model/coverage';
import { expm1, ln } from '../number/portable';

/** Steps of up to this many tokens are remembered; a prompt chunk of an engine is seldom longer. */
const REMEMBERED = 1 << 14;

/**
 * Distinct experts that a step of so many tokens is expected to reach. Even routing is one exponential; a skewed one
 * is a sum over the experts, so whole token counts are remembered.
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
    const whole = tokens <= REMEMBERED && Math.floor(tokens) === tokens;
    const known = whole ? this.known[tokens] : undefined;
    if (known !== undefined) return known;
    let hit = 0;
    for (const missed of this.lnMissedEach) hit += missed === -Infinity ? 1 : -expm1(tokens * missed);
    if (whole) this.known[tokens] = hit;
    return hit;
  }
}
