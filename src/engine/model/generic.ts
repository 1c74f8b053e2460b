import type { ModelShape } from '../input';
import { cbrt, pow } from '../number/portable';
import { PLAIN_SHAPE } from './plain-shape';

/**
 * Shapes of models that nobody has trained: the size slider's continuous rule. Layers and widths stay real-valued
 * so that curves are smooth, and the parameter count is met exactly. docs/MODEL.md, "Continuous sizes".
 */

const VOCABULARY = 128256;
const HEAD_WIDTH = 128;
/** Dense FFN width over model width. */
const FFN_RATIO = 3.5;
const EXPERTS_PER_TOKEN = 8;

/** Latent attention as DeepSeek-V3 has it: 128 heads and a query rank of 1536 at a width of 7168 grow with the width. */
const LATENT = { kvRank: 512, noRopeWidth: 128, ropeWidth: 64, valueWidth: 128, norms: true };
const WIDTH_PER_HEAD = 56;
const QUERY_RANK_RATIO = 3 / 14;

/** Parameters of a layer's attention and norms, as powers of the width. */
interface AttentionSize {
  square: number;
  linear: number;
  constant: number;
}

const grouped = (kvWidth: number): AttentionSize => ({ square: 2, linear: 2 * kvWidth + 2, constant: 0 });

const LATENT_SIZE: AttentionSize = {
  square:
    QUERY_RANK_RATIO * (1 + (LATENT.noRopeWidth + LATENT.ropeWidth) / WIDTH_PER_HEAD) +
    LATENT.valueWidth / WIDTH_PER_HEAD,
  linear:
    LATENT.kvRank +
    LATENT.ropeWidth +
    (LATENT.kvRank * (LATENT.noRopeWidth + LATENT.valueWidth)) / WIDTH_PER_HEAD +
    QUERY_RANK_RATIO +
    2,
  constant: LATENT.kvRank,
};

/**
 * Dense model of `parameters`. Layers 17.3·(N/1e9)^⅓, fitted on 13 dense models (−16..+16 %, BLOOM +39 %); KV
 * width 1024 from 3.2e9 parameters up; the head is tied below 3e9, stored apart above 8e9 and blended between. With
 * `latent`, attention is DeepSeek's in place of grouped heads.
 */
export function genericDense(parameters: number, latent = false): ModelShape {
  const layers = 17.3 * cbrt(parameters / 1e9);
  const kvWidth = 1024 * Math.min(1, pow(parameters / 3.2e9, 0.7));
  const headOwned = Math.min(1, Math.max(0, (parameters - 3e9) / 5e9));
  const attention = latent ? LATENT_SIZE : grouped(kvWidth);
  // L·[attention + 3 r d²] + (1 + owned)·V d + d = N, a quadratic in d.
  const square = layers * (attention.square + 3 * FFN_RATIO);
  const linear = layers * attention.linear + (1 + headOwned) * VOCABULARY + 1;
  const left = parameters - layers * attention.constant;
  const width = (-linear + Math.sqrt(linear * linear + 4 * square * left)) / (2 * square);
  // Field by field: a curve makes hundreds, and spreading an object takes longer than all the rest.
  const plain = PLAIN_SHAPE;
  return {
    layers,
    width,
    queryHeads: width / (latent ? WIDTH_PER_HEAD : HEAD_WIDTH),
    kvHeads: kvWidth / HEAD_WIDTH,
    headWidth: HEAD_WIDTH,
    ffnWidth: FFN_RATIO * width,
    vocabulary: VOCABULARY,
    headOwned,
    mla: latent ? { queryRank: QUERY_RANK_RATIO * width, ...LATENT } : plain.mla,
    gated: plain.gated,
    moe: plain.moe,
    window: plain.window,
    qkvBias: plain.qkvBias,
    outputBias: plain.outputBias,
    mlpBias: plain.mlpBias,
    qkNorm: plain.qkNorm,
    attentionSinks: plain.attentionSinks,
    normsPerLayer: plain.normsPerLayer,
    normBias: plain.normBias,
    learnedPositions: plain.learnedPositions,
    embeddingNorm: plain.embeddingNorm,
  };
}

/**
 * Mixture of experts with `total` and `active` parameters: layers, width and KV of the dense rule at the active
 * size, eight routed experts, no shared one; expert width and count solve the two equations. Never fewer experts
 * than a token uses, so `total` below what `active` implies gives a model of the active size.
 */
export function genericMoe(total: number, active: number, latent = false): ModelShape {
  const backbone = genericDense(active, latent);
  const { layers, width, headWidth, queryHeads, kvHeads } = backbone;
  const attention = latent
    ? LATENT_SIZE.square * width * width + LATENT_SIZE.linear * width + LATENT_SIZE.constant
    : width * headWidth * (2 * queryHeads + 2 * kvHeads) + 2 * width;
  const head = VOCABULARY * width;
  const activeFfn = (active - head - width - layers * attention) / layers;
  const totalFfn = (total - 2 * head - width - layers * attention) / layers;
  return {
    ...backbone,
    headOwned: 1,
    ffnWidth: 0,
    moe: {
      experts: Math.max(EXPERTS_PER_TOKEN, (EXPERTS_PER_TOKEN * totalFfn) / activeFfn),
      expertsPerToken: EXPERTS_PER_TOKEN,
      expertWidth: activeFfn / (3 * width * EXPERTS_PER_TOKEN),
      sharedExperts: 0,
      sharedWidth: 0,
      denseLayers: 0,
      denseWidth: 0,
      expertBias: false,
      routerBias: false,
      router: false,
    },
  };
}
