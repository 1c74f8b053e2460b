import type { Tokens } from '../../units/units';
import type { Affine, Branch, DecodeCost, StepWork } from './step-cost';

/** Values of affine costs at the sums of a batch. */

export function valueAt(a: Affine, globalTokens: Tokens, localTokens: Tokens): number {
  return a.base + a.perGlobalToken * globalTokens + a.perLocalToken * localTokens;
}

/** The branch that a step's time is read from. */
export function activeBranch(cost: DecodeCost, globalTokens: Tokens, localTokens: Tokens): Branch {
  let active = cost.branches[0]!;
  let most = -Infinity;
  for (const branch of cost.branches) {
    const seconds = valueAt(branch, globalTokens, localTokens);
    if (seconds > most) {
      most = seconds;
      active = branch;
    }
  }
  return active;
}

/** A pure decode step as `StepCost.step` gives it. */
export function decodeWork(cost: DecodeCost, globalTokens: Tokens, localTokens: Tokens, out: StepWork): void {
  const branch = activeBranch(cost, globalTokens, localTokens);
  const at = (a: Affine) => valueAt(a, globalTokens, localTokens);
  out.seconds = at(branch);
  out.busySeconds = branch.busy === undefined ? out.seconds : at(branch.busy[0]!);
  out.flop = at(cost.flop);
  out.drawSeconds = at(cost.drawSeconds);
  out.bytes = at(cost.bytes);
}

export const flat = (base: number): Affine => ({ base, perGlobalToken: 0, perLocalToken: 0 });

/** Everything times a factor; what a visible token adds may have another. */
export function times(a: Affine, factor: number, perToken = factor): Affine {
  return {
    base: a.base * factor,
    perGlobalToken: a.perGlobalToken * perToken,
    perLocalToken: a.perLocalToken * perToken,
  };
}

export function plus(a: Affine, b: Affine): Affine {
  return {
    base: a.base + b.base,
    perGlobalToken: a.perGlobalToken + b.perGlobalToken,
    perLocalToken: a.perLocalToken + b.perLocalToken,
  };
}
