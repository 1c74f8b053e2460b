import type { Bytes, RequestsPerSecond, Seconds } from '../../units/units';
import type { LinkInput, ModelInput, PoolInput } from '../input';
import { kvBytesOfSequence } from '../model/kv-bytes';
import { exposedBulk, exposedLayered } from '../transfer';
import type { Demand } from './stage';

/** The prompt's KV from the prefill to the decode pool. */
export interface HandOver {
  bytes: Bytes;
  /** Seconds between the first token and the KV's arrival. */
  exposed: Seconds;
  maxRate: RequestsPerSecond;
}

/**
 * A transfer among others gets its fair share, which lengthens it by 1/(1 − utilisation) on average (processor
 * sharing). Layered mode sends while the prompt is computed; long prompts in several iterations, so what can stay
 * exposed is the last chunk beyond its own computation or, on a slow link, everything beyond all of it.
 */
export function handOver(
  model: ModelInput,
  prefill: PoolInput,
  link: LinkInput,
  demand: Demand,
  promptSeconds: Seconds,
  rate: RequestsPerSecond,
): HandOver {
  const { shape } = model;
  const kv = (tokens: number) => kvBytesOfSequence(shape, tokens, prefill.kvFormat);
  const { promptMean } = demand.statistics;
  const bytes = kv(promptMean);
  const maxRate = link.bytesPerSecond / bytes;
  const crowded = 1 / Math.max(1e-9, 1 - rate / maxRate);
  const seconds = (amount: Bytes) => exposedBulk(amount, link.bytesPerSecond) * crowded;
  if (link.mode === 'bulk') return { bytes, exposed: seconds(bytes) + link.latencySeconds, maxRate };
  const passes = Math.max(1, Math.ceil(promptMean / prefill.tokenBudget));
  const lastBytes = bytes - kv((passes - 1) * prefill.tokenBudget);
  const lastShare = lastBytes / bytes;
  const exposed = Math.max(
    exposedLayered(promptSeconds * lastShare, seconds(lastBytes), shape.layers),
    seconds(bytes) - promptSeconds * (1 - 1 / shape.layers / passes),
  );
  return { bytes, exposed: exposed + link.latencySeconds, maxRate };
}
