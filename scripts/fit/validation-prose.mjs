// The sentences of docs/VALIDATION.md that a person writes; the numbers around them come from the run.

export const WHAT_IS_COMPARED = `## What is compared

| group | what | how it is predicted |
| --- | --- | --- |
| A | static batches on a stack of 2023 | one step with all prompts, one decode step at mean context, eager profile |
| B | sums of measured operators of one rank | the same operators of the model, no software |
| C | closed loop of 1 to some thousand users | simulated: burst at the start, lengths 80–100 % of nominal, ten requests a user; means |
| D | speed of one user on SRAM machines | token time at 1,024 tokens of context, where the chip count is known; software by the row's date |
| E | offline throughput, static batches, open and closed loops | closed form at the batch that memory allows when whole answers are reserved; static; simulated |
| F | GPU energy of full batches | decode step and share of a prompt, at the measured mean batch; prompts of 230 tokens assumed; the recorded time between tokens is a median, so most rows see a step without a prompt |

Constants were fitted on: rows of C (engines; the wait for kernels compiled in the start-up burst), kernel tables
(operators), the decode rows of A (eager profile), watts of F (power), the rows of D. Offline runs of E take three things
that a server does not: 5 µs of host per sequence, fp8 products at the 65 % of peak of TensorRT-LLM's own kernel table,
and the slower of two kernels for nvfp4 experts, 1.6 times the serving constants in the same table. Which of the two
kernels a table was made with is not written in it; DeepSeek's agrees with the faster one. Attention data parallelism is
one rank with its share of the users; nothing of it was fitted.

Cache format is not in most rows. It is taken as fp8 for quantised weights in C, as bf16 for gpt-oss on Hopper, for
ML.ENERGY and for 16-bit weights. Block-scaled fp8 is assumed for models published that way.`;

export const KNOWN_FAILURES = `- **TTFT of runs whose method is not described** ("gap-analysis": Qwen3-32B, Llama-3.1-8B, Qwen3-235B on
  TensorRT-LLM; Qwen3-32B on vLLM). With 8 users the mean TTFT is 3 to 4 times one prefill whatever the output length,
  and it hardly grows up to 32 users. Neither a burst, nor lock-step, nor random arrivals gives that. Predicted
  TTFT is a quarter to a half too short in the median; the TPOT of the same runs is 3 to 8 % off.
- **TTFT of SGLang in November 2025**: 5 to 9 s at 4 to 16 users where the same runs in March 2026 take 0.2 to 0.4 s.
  Kernels were compiled during the run. What is predicted, for SGLang and for block-scaled weights on TensorRT-LLM, is the
  later runs' wait: 80 ms a user, at most 3 s, in the burst alone (it halved the error of DeepSeek-R1, also on the
  configuration left out); minutes of compiling are not.
- **TTFT of Llama-3.1-70B 1k/1k on TensorRT-LLM**: four times that of 1k/8k, same prompts, same chips. One of the two
  configurations held requests back; a profile cannot fit both.
- **vLLM 0.12 on H200, Llama-3.1-8B**: TPOT as if there were no prefill, TTFT near 100 ms at 128 users. Prompts must
  have been cached. Qwen3-235B of the same set: 35 to 55 ms whatever the batch, as if launched eagerly.
- **ML.ENERGY on B200, small models and long answers**: 32 to 44 ms between tokens for models from 8B to 32B, also at
  a batch of 8. The host limits those runs, at a pace that no other set shows.
- **ML.ENERGY at batches of 512 and more**: the host's work per sequence grows beyond what runs up to 256 users tell.
- **MiniMax-M2.5, vLLM nightly, 128-token outputs (E)**: throughput half of the predicted. TTFT is four times longer
  than in the runs of group C on the same chips, so prompts are held back by something else.
- **Prefill of 2023 (A)**: products reached less of the peak then (H100: 70 % of what they reach now), and beyond 4,096
  tokens in a step 4 and 8 chips slow down by another half, whether the tokens are of one prompt or of eight: all-reduces
  through NCCL. Of this only the launch of the kernels is modelled; modern stacks have neither.
- **All-reduce sums (B)** are launched eagerly through NCCL and scatter from 1 to 10 ms for one size. The model has the
  engines' own kernels inside a graph; 20 to 45 µs a call instead of 4 to 6.
- **Attention data parallelism**: time per token within 1 to 10 % without a fit; a rank's decode is interrupted by
  prompts of the others more often than is modelled, and offline throughput of it is 10 to 45 % off either way.
- **Disaggregated runs**: where a row has the batch of a decode rank, its time per token is a decode step of that batch,
  8 % off without a fit. Two runs of vLLM report a batch that they cannot have had at their speed. First tokens are not
  predicted, and most rows do not say how their chips were split.
- **Joules per token of mixtures**: watts are 8 to 9 % off, the rest is time: ML.ENERGY's vLLM of 2025 takes 15 to 25 %
  longer a step on mixtures than the runs of group C do.
- **Qwen3.5, Nemotron**: layers with a recurrent state have no place in the shape.
- **SRAM chips**: of five rows, four are two facts reported twice, and the constants were fitted on those facts and
  the fifth row; the error says that a fit was done. What was not fitted: Mixtral on the first LPU, its chip count not
  disclosed and immaterial, is predicted at 462 tokens/s (450 and 480 reported) from the count of its sub-kernels and a
  slot per chip for its experts; gpt-oss 20B at 942 (1000) and 120B at 615 (476) with the software of late 2024. Reports
  carry a band instead of one number.

What was tried and did not help: one latency factor for all kernels of an engine (it fitted 1.0 for vLLM and
TensorRT-LLM, and its effect on SGLang was within that of other constants); fixed lengths instead of 80–100 % for the
undescribed runs (TPOT on TensorRT-LLM worse by a third, TTFT of vLLM twice too long at 1,024 tokens); the median over
requests in place of the mean (TTFT of dense models on vLLM 63 % off instead of 18 %, so the source means means).`;
