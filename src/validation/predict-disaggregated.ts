import { decodeShape } from '../engine/cost/step-shapes';
import type { Configuration } from './configuration';
import type { MeasuredRow } from './measured-row';
import { predicted, type Prediction, unsupported } from './prediction';
import { secondsOf, stepCostOf, windowOf } from './step-cost-of';

/** The batch of one decode rank, where a row says how its chips were split; tp, dp and ep are those of decode. */
const RANK_BATCH = /decode \d+ worker\(s\).*batch\/worker-rank (\d+)/;

export const splitRecorded = ({ notes }: MeasuredRow): boolean => RANK_BATCH.test(notes);

/** Mean share of the nominal length in these benchmarks, 80 to 100 % of it. */
const MEAN_LENGTH = 0.9;

/**
 * Decode workers do nothing but decode, so the time per token is a step of their batch. First tokens wait for prefill
 * workers, transfers and each other in ways that no row records.
 */
export function predictDisaggregated(row: MeasuredRow, c: Configuration): Prediction {
  if (row.metric !== 'tpot_ms') return unsupported('disaggregated: first tokens are not predicted');
  const { inputTokens, outputTokens } = row;
  const batch = Number(RANK_BATCH.exec(row.notes)?.[1]);
  if (inputTokens === null || outputTokens === null) return unsupported('lengths not stated');
  const context = MEAN_LENGTH * (inputTokens + outputTokens / 2);
  return predicted(secondsOf(stepCostOf(c), decodeShape(batch, context, windowOf(c))) * 1e3);
}
