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

/**
 * Dense model of `parameters`. Layers 17.3·(N/1e9)^⅓, fitted on 13 dense models (−16..+16 %, BLOOM +39 %); KV
 * width 1024 from 3.2e9 parameters up; the head is tied below 3e9, stored apart above 8e9 and blended between.
 */
export function genericDense(parameters: number): ModelShape {
  const layers = 17.3 * cbrt(parameters / 1e9);
  const kvWidth = 1024 * Math.min(1, pow(parameters / 3.2e9, 0.7));
  const headOwned = Math.min(1, Math.max(0, (parameters - 3e9) / 5e9));
  // L·[d²(2 + 3r) + 2 d kv + 2 d] + (1 + owned)·V d + d = N, a quadratic in d.
  const square = layers * (2 + 3 * FFN_RATIO);
  const linear = layers * (2 * kvWidth + 2) + (1 + headOwned) * VOCABULARY + 1;
  const width = (-linear + Math.sqrt(linear * linear + 4 * square * parameters)) / (2 * square);
  // Field by field: a curve makes hundreds, and spreading an object takes longer than all the rest.
  const plain = PLAIN_SHAPE;
  return {
    layers,
    width,
    queryHeads: width / HEAD_WIDTH,
    kvHeads: kvWidth / HEAD_WIDTH,
    headWidth: HEAD_WIDTH,
    ffnWidth: FFN_RATIO * width,
    vocabulary: VOCABULARY,
    headOwned,
    mla: plain.mla,
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
export function genericMoe(total: number, active: number): ModelShape {
  const backbone = genericDense(active);
  const { layers, width, headWidth, queryHeads, kvHeads } = backbone;
  const attention = width * headWidth * (2 * queryHeads + 2 * kvHeads) + 2 * width;
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
