import type { ChipInput, ComputeFormat, KvFormat, WeightFormat } from '../input';

/**
 * Number formats: bytes an element takes, scales included, and the format a chip computes in.
 * Sources: published model configurations; OCP Microscaling (MX) specification for the block formats.
 */

/** A format of one matrix. `mxfp4-experts` is not one: it names a mixture, resolved by `weightGroups`. */
type MatrixFormat = Exclude<WeightFormat, 'mxfp4-experts'>;

/** Bits of one weight with its share of the block's scale. */
const WEIGHT_BITS: Record<MatrixFormat, number> = {
  bf16: 16,
  fp16: 16,
  fp8: 8,
  // One 32-bit scale per 128 × 128 block.
  fp8b: 8 + 32 / (128 * 128),
  int8: 8,
  // One 16-bit scale per 128 weights.
  int4: 4 + 16 / 128,
  // One 8-bit scale per 32 weights.
  mxfp4: 4 + 8 / 32,
  // One 8-bit scale per 16 weights.
  nvfp4: 4 + 8 / 16,
};

/** Bytes of one KV element; int4 with an 8-bit scale per 16 elements. */
const KV_BYTES: Record<KvFormat, number> = { bf16: 2, fp8: 1, int4: 0.5625 };

/** Bytes of one activation element on its way into the matrix units. */
const ACTIVATION_BYTES: Record<ComputeFormat, number> = { bf16: 2, fp8: 1, int8: 1, nvfp4: 0.5625 };

/** Wider formats first: where a chip lists no bf16 peak, the widest it lists stands in. */
const BY_WIDTH: readonly ComputeFormat[] = ['bf16', 'fp8', 'int8', 'nvfp4'];

/** Which format each group of matrices is stored in. */
export interface WeightGroups {
  attention: MatrixFormat;
  ffn: MatrixFormat;
  expert: MatrixFormat;
  head: MatrixFormat;
}

/**
 * Norms, biases, router, embedding and head stay bf16 in every quantised preset, as in published checkpoints;
 * `mxfp4-experts` quantises the routed experts alone.
 */
export function weightGroups(format: WeightFormat): WeightGroups {
  if (format === 'mxfp4-experts') return { attention: 'bf16', ffn: 'bf16', expert: 'mxfp4', head: 'bf16' };
  const head = format === 'fp16' ? 'fp16' : 'bf16';
  return { attention: format, ffn: format, expert: format, head };
}

export function weightBytesPerElement(format: MatrixFormat): number {
  return WEIGHT_BITS[format] / 8;
}

export function kvBytesPerElement(format: KvFormat): number {
  return KV_BYTES[format];
}

export function activationBytesPerElement(format: ComputeFormat): number {
  return ACTIVATION_BYTES[format];
}

/**
 * Format the chip's matrix units run weights of `format` in: the same if the chip has it, block-scaled fp8 as fp8,
 * four-bit floats as nvfp4, otherwise bf16 after dequantisation (bytes shrink, the FLOP rate does not).
 */
export function computeFormat(chip: Pick<ChipInput, 'peakFlops'>, format: MatrixFormat): ComputeFormat {
  const has = (f: ComputeFormat) => chip.peakFlops[f] !== undefined;
  if ((format === 'fp8' || format === 'fp8b') && has('fp8')) return 'fp8';
  if (format === 'int8' && has('int8')) return 'int8';
  if ((format === 'nvfp4' || format === 'mxfp4') && has('nvfp4')) return 'nvfp4';
  return 'bf16';
}

/**
 * Peak FLOP/s in `format`. A chip that does not list the format is given the widest it does list: exact for
 * chips whose rate does not depend on width, too fast for the others. Throws when the chip lists no peak at all.
 */
export function peakFlops(chip: Pick<ChipInput, 'peakFlops'>, format: ComputeFormat): number {
  const listed = chip.peakFlops[format];
  if (listed !== undefined) return listed;
  for (const other of BY_WIDTH) {
    const peak = chip.peakFlops[other];
    if (peak !== undefined) return peak;
  }
  throw new RangeError('a chip needs at least one peak rate');
}
