import type { KvFormat } from '../engine/input';
import type { Tokens } from '../units/units';
import type { MeasuredRow } from './measured-row';
import { before, isFp4, isInferenceX } from './recorded-layout';

/** What a launch script set on its server and a measured row does not say; null where it left the default. */
export interface RecordedServer {
  tokenBudget: Tokens | null;
  /** Steps of up to so many tokens are recorded as graphs. */
  graphTokens: Tokens | null;
  admission: Admission | null;
  /** Requests are sent before those that are measured. */
  warmedUp: boolean;
}

/**
 * A server that does not look at new requests in every step. `polled`: it looks in every n-th decode step; else the first request
 * that comes waits for n steps, for others to be computed with.
 */
export interface Admission {
  steps: number;
  polled: boolean;
}

const NOTHING: RecordedServer = { tokenBudget: null, graphTokens: null, admission: null, warmedUp: false };

/** Its client sends two requests a user before, since then. */
const WARM_UPS = '2026-01-21';

/**
 * InferenceX publishes the scripts that start its servers (github SemiAnalysisAI/InferenceX, benchmarks/, at the date of the
 * row). Numbers that a script computes from the load are computed here the same way.
 */
export function recordedServer(row: MeasuredRow): RecordedServer {
  return isInferenceX(row) ? { ...ofEngine(row), warmedUp: !before(row, WARM_UPS) } : NOTHING;
}

function ofEngine(row: MeasuredRow): RecordedServer {
  if (row.system === 'vllm') return ofVllm(row);
  if (row.system === 'sglang') return ofSglang(row);
  return row.system === 'trtllm' ? ofTensorRt(row) : NOTHING;
}

const onB200 = ({ hardware }: MeasuredRow) => /^G?B[23]00/.test(hardware);
const onModel = ({ model }: MeasuredRow, name: string) => model.startsWith(name);
const users = ({ load }: MeasuredRow) => Number(load);

/** Since then, MiniMax on Blackwell takes two prompts in a step and records graphs of 2048 tokens. */
const TUNED_MINIMAX = '2026-04-03';

const tunedMiniMax = (row: MeasuredRow) =>
  onModel(row, 'minimax') && onB200(row) && (isFp4(row) || !before(row, TUNED_MINIMAX));

function ofVllm(row: MeasuredRow): RecordedServer {
  if (onModel(row, 'gpt-oss')) return { ...NOTHING, graphTokens: 2048 };
  // Graphs of decode steps only.
  if (onModel(row, 'llama') && onB200(row)) return { ...NOTHING, graphTokens: 0 };
  if (tunedMiniMax(row))
    return {
      ...NOTHING,
      graphTokens: 2048,
      tokenBudget: row.inputTokens === null ? null : 2 * row.inputTokens,
    };
  return NOTHING;
}

/** `scheduler-recv-interval` on Blackwell, by users. */
const POLLS = { few: 10, many: 30, from: 16 };

function ofSglang(row: MeasuredRow): RecordedServer {
  if (onModel(row, 'glm'))
    return { ...NOTHING, tokenBudget: isFp4(row) ? 131072 : onB200(row) ? 32768 : null };
  const polled = onB200(row)
    ? { steps: users(row) >= POLLS.from ? POLLS.many : POLLS.few, polled: true }
    : null;
  if (onModel(row, 'qwen3.5'))
    return { ...NOTHING, tokenBudget: onB200(row) ? 32768 : 16384, admission: polled };
  if (!onModel(row, 'deepseek')) return NOTHING;
  const tokenBudget = isFp4(row) ? 16384 : row.tensorParallel === 4 ? 8192 : 32768;
  return { ...NOTHING, tokenBudget, admission: polled };
}

/** Since then a step takes 8192 tokens and more; before, one prompt and a token of every user. */
const LARGER_STEPS = '2026-01-21';
/** `batch_wait_timeout_iters` of DeepSeek in fp8 on Blackwell, since then. */
const DELAYED = '2026-01-29';

function ofTensorRt(row: MeasuredRow): RecordedServer {
  const { inputTokens, outputTokens } = row;
  if (onModel(row, 'llama')) {
    // `batch_wait_timeout_iters`, for prompts and answers of 1024 tokens on fewer than 8 chips.
    const waits = inputTokens === 1024 && outputTokens === 1024 && (row.tensorParallel ?? 1) < 8;
    return { ...NOTHING, tokenBudget: 16384, admission: waits ? { steps: 20, polled: false } : null };
  }
  if (onModel(row, 'gpt-oss')) return { ...NOTHING, tokenBudget: 20000 };
  if (inputTokens === null || !onModel(row, 'deepseek')) return NOTHING;
  const one = 64 * Math.floor((users(row) + inputTokens + 127) / 64);
  const delays = !isFp4(row) && onB200(row) && !before(row, DELAYED) && users(row) >= 64;
  const short = inputTokens === 1024 && outputTokens === 1024;
  return {
    ...NOTHING,
    tokenBudget: before(row, LARGER_STEPS) ? one : Math.max(8192, one),
    admission: delays && short ? { steps: 40, polled: false } : null,
  };
}

/** Format of the cache where a script leaves or sets it against what most of them do; null: as most do. */
export function recordedKvFormat(row: MeasuredRow): KvFormat | null {
  // Its experiments with answers of 128 tokens set none (experimental/token_position_decode_slo).
  if (row.group === 'E' && row.system === 'vllm nightly') return 'bf16';
  if (!isInferenceX(row)) return null;
  if (row.system === 'vllm') {
    if (onModel(row, 'kimi')) return 'bf16';
    if (onModel(row, 'minimax')) return tunedMiniMax(row) ? 'fp8' : 'bf16';
    if (onModel(row, 'gpt-oss') && before(row, '2025-12')) return 'bf16';
  }
  if (row.system === 'sglang' && /^(deepseek|glm)/.test(row.model) && !onB200(row)) return 'bf16';
  return null;
}
