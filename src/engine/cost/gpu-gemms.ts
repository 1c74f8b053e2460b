import type { ChipInput, ModelShape, WeightFormat } from '../input';
import { kvShards } from '../model/kv-bytes';
import { weightGroups } from '../model/formats';
import { mixtureLayers } from '../model/parameters';
import type { GemmTerms } from './gemm';
import { gemmTerms } from './gemm';

/** The matrix products of one step on one rank of a tensor-parallel group, model.md §2.2. */
export interface GemmOperator {
  part: 'qkv' | 'o' | 'ffn' | 'router' | 'head';
  /** Layers that run it. */
  count: number;
  terms: GemmTerms;
}

/**
 * All products whose token count is the step's. Heads and FFN columns are divided over the `tensorParallel` ranks;
 * KV heads over no more ranks than there are; MLA's down-projections run on every rank.
 */
export function layerGemms(
  s: ModelShape,
  chip: ChipInput,
  tensorParallel: number,
  format: WeightFormat,
): GemmOperator[] {
  const f = weightGroups(format);
  const mixtures = mixtureLayers(s);
  const heads = s.queryHeads / tensorParallel;
  const list: GemmOperator[] = [];
  const add = (
    part: GemmOperator['part'],
    count: number,
    outputs: number,
    inputs: number,
    stored: typeof f.ffn,
  ) => {
    if (count > 0) list.push({ part, count, terms: gemmTerms(chip, outputs, inputs, stored) });
  };
  if (s.mla === null) {
    const kv = (2 * s.kvHeads * s.headWidth) / kvShards(s, tensorParallel);
    add('qkv', s.layers, heads * s.headWidth + kv, s.width, f.attention);
    add('o', s.layers, s.width, heads * s.headWidth, f.attention);
  } else {
    const { queryRank, kvRank, noRopeWidth, ropeWidth, valueWidth } = s.mla;
    add('qkv', s.layers, queryRank + kvRank + ropeWidth, s.width, f.attention);
    add('qkv', s.layers, heads * (noRopeWidth + ropeWidth), queryRank, f.attention);
    add('qkv', s.layers, heads * (noRopeWidth + valueWidth), kvRank, f.attention);
    add('o', s.layers, s.width, heads * valueWidth, f.attention);
  }
  const ffn = (count: number, width: number, gated: boolean) => {
    if (width <= 0) return;
    const share = width / tensorParallel;
    add('ffn', count, (gated ? 2 : 1) * share, s.width, f.ffn);
    add('ffn', count, s.width, share, f.ffn);
  };
  ffn(s.layers - mixtures, s.moe === null ? s.ffnWidth : s.moe.denseWidth, s.gated);
  if (s.moe !== null) {
    ffn(mixtures, s.moe.sharedExperts * s.moe.sharedWidth, true);
    add('router', mixtures, s.moe.experts, s.width, 'bf16');
  }
  return list;
}

/** The output head; its token count is the number of sampled positions. */
export function headGemm(
  s: ModelShape,
  chip: ChipInput,
  tensorParallel: number,
  format: WeightFormat,
): GemmOperator {
  const terms = gemmTerms(chip, s.vocabulary / tensorParallel, s.width, weightGroups(format).head);
  return { part: 'head', count: 1, terms };
}
