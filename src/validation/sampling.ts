import type { Seconds } from '../units/units';
import type { Configuration } from './configuration';

/**
 * Chats and questions are answered at the settings that a checkpoint comes with. All but gpt-oss draw from the top k or
 * top p tokens, for which vLLM sorts the logits of the whole vocabulary, of every sequence, on one rank; throughput
 * benchmarks take the largest logit or draw from all. Fitted on the dense models of ML.ENERGY, H100 and B200: as if so
 * many bytes moved per entry, which is the sort of keys with indices, a softmax, a running sum and a scatter.
 */
const BYTES_PER_ENTRY = 900;

const draws = ({ model }: Configuration): boolean => !model.id.startsWith('gpt-oss');

export function samplingSeconds(c: Configuration, sequences: number): Seconds {
  if (!draws(c)) return 0;
  return (sequences * c.model.shape.vocabulary * BYTES_PER_ENTRY) / c.chip.memory.bytesPerSecond;
}
