import { simulate } from '../engine/sim/simulate';
import { clientOf } from './client';
import type { Configuration } from './configuration';
import type { MeasuredRow } from './measured-row';
import { type ClosedLoopRun, runClosedLoop } from './predict-closed-loop';
import { closedLoopMeans } from './closed-loop-mean';
import { engineInputOf } from './engine-input-of';
import { offlineOf } from './offline';
import { countOf, predicted, type Prediction, unsupported } from './prediction';
import { stepCostOf, windowOf } from './step-cost-of';
import { offlineRoomOf } from './offline-room';

/** Rows of one run ask for several metrics; the run is made once. */
const runs = new Map<string, ClosedLoopRun | null>();

/** A closed loop of so many users. */
export function predictClosedLoop(row: MeasuredRow, c: Configuration): Prediction {
  const users = countOf(row.load);
  const { inputTokens, outputTokens } = row;
  if (users === null) return unsupported('number of users not stated');
  if (inputTokens === null || outputTokens === null) return unsupported('lengths not stated');
  const load = { users, promptTokens: inputTokens, outputTokens, ...clientOf(row) };
  const key = `${c.key} ${c.kvFormat} ${JSON.stringify(load)}`;
  let run = runs.get(key);
  if (run === undefined) runs.set(key, (run = runClosedLoop(c, load)));
  if (run === null) return unsupported('does not fit the memory of its chips');
  const centre = /; median$/.test(row.notes) ? 'median' : 'mean';
  switch (row.metric) {
    case 'ttft_ms':
      return predicted(run.ttft[centre] * 1e3);
    case 'tpot_ms':
      return predicted(run.tpot[centre] * 1e3);
    case 'tok_s_total':
      return predicted(run.outputTokensPerSecond);
    case 'tok_s_per_gpu':
      return predicted(run.outputTokensPerSecond / (c.tensorParallel * c.dataParallel));
    default:
      return unsupported(`metric ${row.metric} is not predicted`);
  }
}

/** An open loop of requests of one length at a stated rate. */
export function predictOpenLoop(row: MeasuredRow, c: Configuration): Prediction {
  const rate = /^QPS (\d+(?:\.\d+)?)$/.exec(row.load);
  const { inputTokens, outputTokens } = row;
  if (rate === null) return unsupported('request rate not stated or unbounded');
  if (inputTokens === null || outputTokens === null) return unsupported('lengths not stated');
  const { report } = simulate(
    engineInputOf(c, 1024, {
      kind: 'synthetic',
      requests: 600,
      requestsPerSecond: Number(rate[1]),
      gapCv: 1,
      promptTokensMean: inputTokens,
      promptTokensCv: 0,
      outputTokensMean: outputTokens,
      outputTokensCv: 0,
      maxContext: Infinity,
    }),
  );
  if (!report.feasible) return unsupported('does not fit the memory of its chips');
  switch (row.metric) {
    case 'ttft_ms':
      return predicted((report.ttft_s?.mean ?? NaN) * 1e3);
    case 'tpot_ms':
      return predicted((report.tpot_s?.mean ?? NaN) * 1e3);
    case 'tok_s_total':
      // Benchmarks divide by the whole run, filling up and running empty included.
      return predicted(report.whole_run?.output_tokens_per_s ?? NaN);
    default:
      return unsupported(`metric ${row.metric} is not predicted`);
  }
}

/** Largest batch that offline runs of TensorRT-LLM are tuned to. */
const OFFLINE_BATCH = 2048;

/** Every request waits from the start: the batch is as large as memory allows. */
export function predictSaturated(row: MeasuredRow, online: Configuration): Prediction {
  const { inputTokens, outputTokens } = row;
  const c = offlineOf(online);
  if (/attention DP when enabled/.test(row.notes) && c.tensorParallel > 1 && c.model.shape.moe !== null)
    return unsupported('attention data parallelism possible and not recorded');
  if (inputTokens === null || outputTokens === null) return unsupported('lengths not stated');
  // The runtime reserves the whole answer's memory when it admits a request (`guaranteed no evict`).
  const room = offlineRoomOf(c, inputTokens + outputTokens);
  if (room < 1) return unsupported('does not fit the memory of its chips');
  const most = Math.min(OFFLINE_BATCH, room);
  const means = closedLoopMeans(stepCostOf(c), 1e6, inputTokens, outputTokens, windowOf(c), most);
  const total = means.rate * outputTokens;
  if (row.metric === 'tok_s_total')
    return predicted(total * ((row.chips ?? c.tensorParallel * c.dataParallel) / c.tensorParallel));
  if (row.metric === 'tok_s_per_gpu') return predicted(total / c.tensorParallel);
  return unsupported(`metric ${row.metric} is not predicted`);
}
