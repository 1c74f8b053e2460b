import { errorStatistics, type ScoredRow } from './validate';

/** The few numbers that say how good the model is: rows taken together by what they ask of it. */
export interface Headline {
  what: string;
  target: number;
  n: number;
  median: number;
  p90: number;
  bias: number;
}

interface Question {
  what: string;
  /** Median of |ln(predicted / measured)| that the project set itself. */
  target: number;
  asks: (entry: ScoredRow) => boolean;
}

const MANY_USERS = 128;
const MIXTURES = /deepseek|kimi|minimax|gpt-oss|mixtral|llama-4|glm|-a\d+b/;

/** Of a mixture of experts. */
export const mixture = ({ row }: Pick<ScoredRow, 'row'>) => MIXTURES.test(row.model);
const serving = (entry: ScoredRow, metric: string) =>
  entry.row.group === 'C' && entry.row.metric === metric && Number(entry.row.load) <= MANY_USERS;
const trtllm = ({ row }: ScoredRow) => row.system.startsWith('tr');
/** Runs whose notes say how requests were drawn and that no prompt was cached. */
const described = ({ row }: ScoredRow) => row.notes.includes('no prefix cache');

const QUESTIONS: Question[] = [
  {
    what: 'TPOT, dense, vLLM and SGLang, up to 128 users',
    target: 0.08,
    asks: (e) => serving(e, 'tpot_ms') && !trtllm(e) && !mixture(e),
  },
  {
    what: 'TPOT, mixtures, vLLM and SGLang, up to 128 users',
    target: 0.1,
    asks: (e) => serving(e, 'tpot_ms') && !trtllm(e) && mixture(e),
  },
  {
    what: 'TPOT, TensorRT-LLM, up to 128 users',
    target: 0.12,
    asks: (e) => serving(e, 'tpot_ms') && trtllm(e),
  },
  { what: 'TTFT, closed loop, all', target: 0.17, asks: (e) => serving(e, 'ttft_ms') },
  {
    what: 'TTFT, closed loop, vLLM, method described (InferenceX)',
    target: 0.17,
    asks: (e) => serving(e, 'ttft_ms') && e.row.system === 'vllm' && described(e),
  },
  {
    what: 'TTFT, closed loop, TensorRT-LLM and SGLang, method described (InferenceX)',
    target: 0.17,
    asks: (e) => serving(e, 'ttft_ms') && e.row.system !== 'vllm' && described(e),
  },
  {
    what: 'Dense operator sums (B)',
    target: 0.08,
    asks: ({ row }) => row.group === 'B' && row.metric === 'dense_ops_ms',
  },
  {
    what: 'Decode step of 2023 (A)',
    target: 0.08,
    asks: ({ row }) => row.group === 'A' && row.metric === 'decode_step_ms',
  },
  {
    what: 'Prefill of 2023 (A)',
    target: 0.08,
    asks: ({ row }) => row.group === 'A' && row.metric === 'prefill_ms',
  },
  {
    what: 'GPU watts (F), dense',
    target: 0.1,
    asks: (e) => e.row.group === 'F' && e.row.metric === 'watts_gpus' && !mixture(e),
  },
  {
    what: 'Joules per token (F), dense',
    target: 0.1,
    asks: (e) => e.row.group === 'F' && e.row.metric === 'joules_per_token' && !mixture(e),
  },
  {
    what: 'GPU watts (F), mixtures',
    target: 0.1,
    asks: (e) => e.row.group === 'F' && e.row.metric === 'watts_gpus' && mixture(e),
  },
  {
    what: 'Joules per token (F), mixtures',
    target: 0.1,
    asks: (e) => e.row.group === 'F' && e.row.metric === 'joules_per_token' && mixture(e),
  },
  {
    what: 'Output tokens/s (E)',
    target: 0.12,
    asks: ({ row }) => row.group === 'E' && row.metric.startsWith('tok_s'),
  },
  {
    what: 'Output tokens/s (E), TensorRT-LLM',
    target: 0.12,
    asks: ({ row }) =>
      row.group === 'E' && row.metric.startsWith('tok_s') && row.system.toLowerCase().startsWith('trt'),
  },
  {
    what: 'TPOT, attention data parallel (C), nothing fitted on it',
    target: 0.1,
    asks: ({ row }) => row.group === 'C' && row.metric === 'tpot_ms' && (row.dataParallel ?? 1) > 1,
  },
  {
    what: 'TPOT, disaggregated, split recorded (C), nothing fitted on it',
    target: 0.1,
    asks: ({ row }) => row.group === 'C' && row.metric === 'tpot_ms' && row.mode.startsWith('disaggregated'),
  },
  {
    what: 'SRAM chips, chip count undisclosed (D)',
    target: 0.15,
    asks: ({ row }) => row.group === 'D' && row.chips === null,
  },
  {
    what: 'SRAM chips, chip count known, no speculation (D)',
    target: 0.15,
    asks: ({ row }) => row.group === 'D' && row.chips !== null,
  },
];

export function headlines(scored: readonly ScoredRow[]): Headline[] {
  return QUESTIONS.flatMap(({ what, target, asks }) => {
    const errors = scored.flatMap((entry) => (entry.error !== null && asks(entry) ? [entry.error] : []));
    return errors.length > 0 ? [{ what, target, ...errorStatistics(errors) }] : [];
  });
}

/** The scored rows that one of these numbers is about. */
export function rowsBehind(what: string, scored: readonly ScoredRow[]): ScoredRow[] {
  const question = QUESTIONS.find((q) => q.what === what);
  return scored.filter((entry) => entry.error !== null && question?.asks(entry) === true);
}
