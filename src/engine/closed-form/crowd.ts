import type { Tokens } from '../../units/units';
import { expm1, ln } from '../number/portable';
import { normalCdf } from '../number/normal';
import { probit } from '../number/probit';
import type { LengthNodes } from './length-nodes';
import type { Demand } from './stage';

/**
 * Prompts that share a step. All that come during one step are computed in the next, M of them, Poisson: steps with
 * prompts hold more than one where many come, and what such a step costs beside its tokens, such as launching its kernels one
 * by one, is shared.
 */

/** Prompts in the steps that have any, when `perStep` of them come in the mean step. */
export function inOneStep(perStep: number): number {
  return perStep > 1e-9 ? perStep / -expm1(-perStep) : 1;
}

/** Of what lies beyond the threshold, parts from the shortest on; the longest few are long, and attention grows faster. */
const PARTS = [0.5, 0.9, 1];

/** Rarer than this, tokens on one side of the threshold are left out. */
const RARE = 1e-3;

/**
 * The prompt tokens of a step that has any, in a few nodes: prompts of one length distribution, `perStep` in the mean step. M
 * Poisson prompts in all have mean m̄·I and E[N²] = (μI²(1 + c²) + μ²I²)/P(M ≥ 1), taken for a lognormal. Nodes are means of
 * parts of it, and the parts end at `threshold`, where the cost of a step jumps: as they pass it, only weights move.
 */
export function crowdNodes(
  { mean, cv, found }: PromptLengths,
  perStep: number,
  threshold: Tokens,
): LengthNodes {
  const together = inOneStep(perStep);
  const total = together * mean;
  const variance = perStep > 1e-9 ? (1 + cv * cv + perStep) / together - 1 : cv * cv;
  const nodes: LengthNodes = { tokens: [], weights: [], cached: [], prompts: [] };
  const add = (tokens: Tokens, weight: number): void => {
    const ofMean = tokens / mean;
    nodes.tokens.push(tokens + ofMean * found);
    nodes.cached!.push(ofMean * found);
    nodes.prompts!.push(Math.max(1, Math.round(ofMean)));
    nodes.weights.push(weight);
  };
  if (!(variance > 1e-6)) {
    add(total, 1);
    return nodes;
  }
  const deviation = Math.sqrt(ln(1 + variance));
  const middle = ln(total) - (deviation * deviation) / 2;
  const cut = threshold > 0 ? (ln(threshold) - middle) / deviation : -Infinity;
  const below = cut === -Infinity ? 0 : normalCdf(cut);
  /** E[N; up to z] over the mean. */
  const part = (z: number): number => normalCdf(z - deviation);
  if (!(below < 1 - RARE)) {
    add(total, 1);
    return nodes;
  }
  let from = 0;
  let share = 0;
  if (below > RARE) {
    from = below;
    share = part(cut);
    add((total * share) / below, below);
  }
  for (const end of PARTS) {
    const to = end === 1 ? 1 : below + end * (1 - below);
    const all = end === 1 ? 1 : part(probit(to));
    add((total * (all - share)) / (to - from), to - from);
    from = to;
    share = all;
  }
  return nodes;
}

/** Tokens of a prompt: mean and variation of those that are computed, and mean of those that are there. */
export interface PromptLengths {
  mean: Tokens;
  cv: number;
  found: Tokens;
}

/** Mean and variation of the tokens that are computed, and the mean of those that need not be. */
export function freshOf({ tokens, weights, cached }: LengthNodes): PromptLengths {
  let [sum, squares, found] = [0, 0, 0];
  tokens.forEach((all, i) => {
    const kept = cached?.[i] ?? 0;
    const fresh = all - kept;
    sum += weights[i]! * fresh;
    squares += weights[i]! * fresh * fresh;
    found += weights[i]! * kept;
  });
  return { mean: sum, cv: Math.sqrt(Math.max(0, squares / (sum * sum) - 1)), found };
}

/** How many times as much prompts vary as the few lengths that stand for all; those that KV memory shortens are taken as they are. */
export function spreadBeside({ cv }: PromptLengths, { kept, statistics }: Demand): number {
  return kept === null && cv > 0 ? statistics.promptCv / cv : 1;
}
