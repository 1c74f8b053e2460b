import type { BytesPerSecond, Seconds, Tokens } from '../../units/units';
import type { ChipInput, ModelShape } from '../input';

/** What ranks send each other: tokens to their experts and back, and activations from stage to stage. */

/** Bytes of an activation element sent to the experts (fp8), back (bf16), and on to the next stage. */
const DISPATCH_BYTES = 1;
const COMBINE_BYTES = 2;
const STAGE_BYTES = 2;

/** Across scale-up domains DeepEP reports 40 of 50 GB/s; α is assumed. */
const NETWORK_SHARE = 0.8;
const NETWORK_SECONDS = 20e-6;

/** Software latency of a send between two GPUs, as aiconfigurator has it. */
const SEND_SECONDS = 10e-6;

/** Seconds of something sent: a latency and what every token adds. */
export interface Sent {
  latency: Seconds;
  perToken: Seconds;
}

export const sentSeconds = ({ latency, perToken }: Sent, tokens: Tokens): Seconds =>
  latency + tokens * perToken;

/** There and back of the routed tokens of one layer: `copies` of each, of which 1/ranks stays at home. */
export function allToAll(
  width: number,
  copies: number,
  ranks: number,
  link: { latencySeconds: Seconds; bytesPerSecond: BytesPerSecond },
): Sent {
  const bytes = copies * width * (DISPATCH_BYTES + COMBINE_BYTES) * (1 - 1 / ranks);
  return { latency: 2 * link.latencySeconds, perToken: bytes / link.bytesPerSecond };
}

/** The all-to-all of one layer over `ranks` groups of `tensorParallel` chips, each of which sends its share. */
export interface ExpertExchange {
  decode: Sent;
  /** With prompts in the step a token is sent to a node once, whatever the experts it has there. */
  prompts: Sent;
}

export function expertExchange(
  shape: ModelShape,
  chip: ChipInput,
  tensorParallel: number,
  ranks: number,
): ExpertExchange {
  const copies = shape.moe?.expertsPerToken ?? 0;
  const nodes = Math.ceil((ranks * tensorParallel) / chip.scaleUpChips);
  const link = linkOf(chip, nodes === 1);
  const shared = { ...link, bytesPerSecond: link.bytesPerSecond * tensorParallel };
  const sent = (each: number) => allToAll(shape.width, each, ranks, shared);
  return { decode: sent(copies), prompts: sent(nodes === 1 ? copies : Math.min(copies, nodes)) };
}

function linkOf(chip: ChipInput, inside: boolean) {
  if (inside && chip.gpu !== null) return chip.gpu.allToAll;
  return { latencySeconds: NETWORK_SECONDS, bytesPerSecond: NETWORK_SHARE * chip.networkBytesPerSecond };
}

/** From one pipeline stage to the next; every chip of a group sends its share. */
export function stageSend(shape: ModelShape, chip: ChipInput, tensorParallel: number, stages: number): Sent {
  const { bytesPerSecond } = linkOf(chip, stages * tensorParallel <= chip.scaleUpChips);
  return {
    latency: SEND_SECONDS,
    perToken: (STAGE_BYTES * shape.width) / (bytesPerSecond * tensorParallel),
  };
}
