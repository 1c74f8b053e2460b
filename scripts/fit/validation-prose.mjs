// The sentences of docs/VALIDATION.md that a person writes; the numbers around them come from the run.

/** Groups of measurements: what was measured, how it is predicted, and metrics with rows on which constants were fitted. */
export const COMPARED = [
  {
    group: 'A',
    what: 'static batches on a stack of 2023',
    how: 'one step with all prompts, one decode step at mean context, eager profile',
    fitted: ['decode_step_ms', 'prefill_ms'],
  },
  {
    group: 'B',
    what: 'sums of measured operators of one rank',
    how: 'the same operators of the model, no software',
    fitted: ['dense_ops_ms'],
  },
  {
    group: 'C',
    what: 'closed loop of 1 to some thousand users',
    how: 'simulated: burst at the start, lengths 80–100 % of nominal, ten requests a user; means; servers as the launch scripts of InferenceX set them. Gap analysis of NVIDIA: lengths all alike, steps of the prompt and 2,012 tokens, 10 ms from the client to the engine (fitted)',
    fitted: ['tpot_ms', 'ttft_ms'],
  },
  {
    group: 'D',
    what: 'speed of one user on SRAM machines',
    how: "token time at 1,024 tokens of context, on the fewest chips that hold the weights where their count is undisclosed; software by the row's date",
    fitted: ['tok_s_per_user'],
  },
  {
    group: 'E',
    what: 'offline throughput, static batches, open and closed loops',
    how: 'closed form at the batch that memory allows when whole answers are reserved; static; simulated',
    fitted: [],
  },
  {
    group: 'F',
    what: 'GPU energy of full batches',
    how: 'decode step and share of a prompt, at the measured mean batch; prompts of 230 tokens assumed, of 1,200 where code is filled in (fitted on H100); the recorded time between tokens is a median, so most rows see a step without a prompt; sorting the vocabulary to draw a token is added',
    fitted: ['watts_gpus', 'tok_s_total', 'tpot_ms', 'joules_per_token'],
  },
];

export const WHAT_IS_COMPARED = `Constants were fitted on: rows of C (engines; the wait for kernels compiled in the start-up burst), kernel tables
(operators), A (eager profile; its prompts by seven constants), watts of F (power), the rows of D. Offline runs of E take three things
that a server does not: 5 µs of host per sequence, fp8 products at the 65 % of peak of TensorRT-LLM's own kernel table,
and the slower of two kernels for nvfp4 experts, 1.6 times the serving constants in the same table. Which of the two
kernels a table was made with is not written in it; DeepSeek's agrees with the faster one. Attention data parallelism is
one rank with its share of the users; nothing of it was fitted. Experts kept whole on their ranks wait for the busiest one, by
chance alone, without a constant. The time of sorting the vocabulary (one constant) was fitted on the dense rows of F, the
bandwidth of bf16 experts on its mixtures. Experts of vLLM before 2026 take longer to start (one number, fitted in C on gpt-oss).

InferenceX publishes the scripts that started its servers, and rows have dates, so what a row leaves out is taken from the script of
its day (\`recorded-server.ts\`, \`recorded-layout.ts\`), without a fit: tokens that a step takes, sizes of recorded graphs, the
format of the cache, ranks that share experts or attend alone where the file lost them, and when a server looks at new requests: SGLang
on B200 in every 10th or 30th decode step, TensorRT-LLM for short prompts of Llama after up to 20. Since 21 January 2026 its client sends
two requests a user before it measures, so nothing is compiled during the run.

Cache format is not in other rows. It is taken as fp8 for quantised weights in C, as bf16 for gpt-oss on Hopper, for
ML.ENERGY and for 16-bit weights. Block-scaled fp8 is assumed for models published that way.`;

/**
 * Where the model is wrong, and what is known of why. `says` goes on after the title; `of` tells whether a scored row is
 * a case of it, and is left out where such rows are not scored at all.
 */
export const KNOWN_FAILURES = [
  {
    title: 'TTFT of runs whose method is not described',
    says: ` ("gap-analysis": Qwen3-32B, Llama-3.1-8B, Qwen3-235B). The servers
  that AIConfigurator writes take the prompt and about 2,000 tokens in a step, so that a second prompt waits. Lengths are
  all alike, so users whose answers end within a few steps come back together: first tokens take as long whatever the length
  of the answers, 4.5 prompts' time at 8 users. Both are modelled, with one fitted number, the 10 ms in which a request is on
  its way; 10 to 25 % remain on H100. On H200 vLLM's users are not in step, and SGLang's wait longer. Llama-3.1-8B on TensorRT-LLM with 8 users waits an eighth of an answer
  more, as if there were one slot less than users; nothing says so.`,
    of: ({ row, error }) =>
      row.metric === 'ttft_ms' &&
      row.notes.startsWith('NVIDIA gap-analysis') &&
      /^(qwen3-32b|qwen3-235b-a22b|llama-3.1-8b)$/.test(row.model) &&
      error > -1.5,
  },
  {
    title: 'TTFT of SGLang in November 2025',
    says: `: 5 to 9 s at 4 to 16 users where the same runs in March 2026 take 0.2 to 0.4 s.
  Kernels were compiled during the run; since then the client sends requests before it measures. What is predicted of those days,
  for SGLang and for block-scaled weights on TensorRT-LLM, is 80 ms a user, at most 3 s, in the burst alone; minutes of
  compiling are not. First tokens of SGLang from those days are not among those fitted.`,
    of: ({ row, error }) =>
      row.metric === 'ttft_ms' && row.system === 'sglang' && row.date.startsWith('2025-11') && error < 0,
  },
  {
    title: 'vLLM 0.12 on H200, Llama-3.1-8B',
    says: `: TPOT as if there were no prefill, TTFT near 100 ms at 128 users. Prompts must
  have been cached. Its Qwen3-235B has first tokens as if prompts never met.`,
    of: ({ row }) =>
      row.notes.includes('vllm 0.12.0') &&
      row.hardware.startsWith('H200') &&
      /^(llama-3.1-8b|qwen3-235b-a22b)$/.test(row.model),
  },
  {
    title: 'ML.ENERGY on B200, small models and long answers',
    says: `: 32 to 44 ms between tokens for models from 8B to 32B, also at
  a batch of 8. The host limits those runs, at a pace that no other set shows.`,
    of: ({ row }) =>
      row.group === 'F' &&
      row.hardware.startsWith('B200') &&
      /-(8b|14b|27b|30b-a3b|32b)/.test(row.model) &&
      row.outputTokens > 2000,
  },
  {
    title: 'ML.ENERGY at batches of 512 and more',
    says: `: the host's work per sequence grows beyond what runs up to 256 users tell.`,
    of: ({ row }) => row.group === 'F' && Number(row.load) >= 512,
  },
  {
    title: 'MiniMax-M2.5, vLLM nightly, 128-token outputs (E)',
    says: `: prompts of 6,144 tokens and more go in at 20,000 tokens/s
  whatever their number, those of 4,096 at 32,000 (predicted: 36,000), on a nightly build of February 2026; the
  releases of six weeks later (C) are as predicted. The launch script (InferenceX, experimental/token_position_decode_slo) leaves
  vLLM's defaults; of those the bf16 cache is taken, the others are as in C. It does not say why: first tokens wait for seconds while the
  time between tokens is that of a chip with little to do, as if prompts were held up before the engine. Nor does
  anything in Qwen3.5's script account for 5,500 prompt tokens/s.`,
    of: ({ row }) => row.group === 'E' && row.model === 'minimax-m2.5' && row.outputTokens === 128,
  },
  {
    title: 'Prefill of 2023 (A)',
    says: `: products reached 76 and 89 % of what they reach now (H100, A100), all-reduces through NCCL 58 %, and 30 %
  from 64 MiB on, 4,096 tokens of Llama 2 70B; why there, nobody has published. Fitted on Llama on 2 and 8 chips these give its
  prompts on 4 and BLOOM's with 6 %. Eight A100 with several prompts in a step scatter by a fifth.`,
    of: ({ row }) => row.group === 'A' && row.metric === 'prefill_ms',
  },
  {
    title: 'Block-scaled experts of early vLLM',
    says: ` (up to 0.12; ML.ENERGY's image is 0.11.1 unless told otherwise): on Hopper they take as long as if every expert were
  read, whatever the batch; so they are predicted, without a fit (Qwen3-235B on 2, 4 and 8 chips: 5 to 9 % off, 26 to 66 % before).
  Version 0.16 still takes longer than 0.18, which is not modelled.`,
    of: ({ row }) => row.system === 'vllm' && row.model === 'qwen3-235b-a22b' && row.hardware.startsWith('H'),
  },
  {
    title: 'All-reduce sums (B)',
    says: ` are launched eagerly through NCCL and scatter from 1 to 10 ms for one size. The model has the
  engines' own kernels inside a graph; 20 to 45 µs a call instead of 4 to 6.`,
    of: ({ row }) => row.metric === 'allreduce_ms',
  },
  {
    title: 'Attention data parallelism',
    says: `: time per token within 1 to 10 % without a fit; a rank's decode is interrupted by
  prompts of the others more often than is modelled, and offline throughput of it is 10 to 45 % off either way.`,
    of: ({ row }) => (row.dataParallel ?? 1) > 1,
  },
  {
    title: 'Disaggregated runs',
    says: `: where a row has the batch of a decode rank, its time per token is a decode step of that batch,
  8 % off without a fit. Two runs of vLLM report a batch that they cannot have had at their speed. First tokens are not
  predicted, and most rows do not say how their chips were split.`,
    of: ({ row }) => row.mode.startsWith('disaggregated'),
  },
  {
    title: 'Joules per token of mixtures',
    says: `: watts are 7 to 9 % off, the rest is time. Two parts were found: vLLM sorts the
  vocabulary to draw from the top k or p, about 40 µs a sequence on H100 and half of it on B200 (gpt-oss, which draws
  from all, shows none of it), and generic bf16 expert kernels reach 0.7 of the bandwidth, not the 0.85 of
  TensorRT-LLM's. Whole experts on 4 and 8 chips wait for the busiest (by chance, no constant: Qwen3-235B in bf16 3 % off), and a
  batch longer than its answers has more than one prompt in a step. ML.ENERGY ran the vLLM of
  November 2025 (0.11.1), whose experts take 1.45 times as long to start as those of spring 2026; that number was fitted on gpt-oss in
  C. What is left is gpt-oss on B200, a fifth to a quarter too fast, with the same mxfp4 kernels as in C: ML.ENERGY's configurations name them.`,
    of: ({ row, mixture }) => row.metric === 'joules_per_token' && mixture,
  },
  {
    title: 'Qwen3.5, Nemotron',
    says: `: layers with a recurrent state have no place in the shape. Qwen3.5 is predicted with
  windowed attention of as many bytes in their place; nothing but a start-up wait was fitted on it. Nemotron is not
  predicted.`,
    of: ({ row }) => row.model.startsWith('qwen3.5'),
  },
  {
    title: 'A chip left out, mixtures on TensorRT-LLM',
    says: `: its H100 ran only Qwen3-235B, its H200 and B200 only DeepSeek, so leaving a
  chip out leaves a model out too, and both columns say the same. Priors from the kernel tables, by family and format, do
  for vLLM what they cannot do here: how DeepSeek's attention runs in TensorRT-LLM is in no table.`,
  },
  {
    title: 'SRAM chips',
    says: `: of five rows, four are two facts reported twice, and the constants were fitted on those facts and
  the fifth row; the error says that a fit was done. What was not fitted: Mixtral on the first LPU, its chip count not
  disclosed and immaterial, is predicted at 462 tokens/s (450 and 480 reported) from the count of its sub-kernels and a
  slot per chip for its experts; gpt-oss 20B at 942 (1000) and 120B at 624 (476) with the software of late 2024.
  488 would follow if its experts were held in 8 bits, on 16 chips a layer instead of 8, each with a slot; nothing
  published says so. Reports carry a band instead of one number.`,
    of: ({ row }) => row.group === 'D',
  },
];

/** Why a target is missed, by the beginning of its name. */
export const MISSED = [
  {
    of: 'TTFT, closed loop, all',
    why: 'Runs of InferenceX are within or near it. What misses is the gap analysis on H200 and of Llama-3.1-8B on TensorRT-LLM, whose method nothing states, and SGLang of November 2025, which compiled for minutes.',
  },
  {
    of: 'TTFT, closed loop, TensorRT-LLM and SGLang',
    why: 'Half of the tail is SGLang in November 2025, which compiled kernels for minutes during the run.',
  },
  {
    of: 'Output tokens/s (E)',
    why: 'TensorRT-LLM alone meets it. The rest are 117 runs of two models on nightly builds of vLLM of mid-February 2026: MiniMax-M2.5 half as fast as on the releases six weeks later, Qwen3.5 a seventh. The launch scripts are known and do not say why.',
  },
];

export const TRIED = `What was tried and did not help: routing that is more even for real prompts than for random tokens (better for gpt-oss on
B200, worse by more on H100); moving only the rows of a rank's own experts, as TensorRT-LLM's kernel table has it (prompts too
fast in vLLM and SGLang, its own TPOT no better; again with the ranks of the launch scripts, in SGLang and TensorRT-LLM alone: no better); first tokens of the gap analysis among those fitted (TPOT of mixtures on
TensorRT-LLM a fifth worse); power fitted at predicted times (joules of configurations left out worse by a third); power
by bytes and FLOPs at the chip's peaks in place of the rates that kernels reach (watts of dense models left out 10 % off, not 7; a base of 0.54 to 0.66
on H100 and next to nothing for memory); a power of its own for time in all-reduces (no better, once rates are reached ones); one latency factor for all kernels of an engine (it fitted 1.0 for vLLM and
TensorRT-LLM, and its effect on SGLang was within that of other constants); the median over
requests in place of the mean (TTFT of dense models on vLLM 63 % off instead of 18 %, so the source means means).`;
