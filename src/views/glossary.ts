/** The field's words, one line each, for whoever meets them here first. The only place that explains them. */
export const GLOSSARY = {
  ttft: 'Time to first token: from the arrival of a request to the first token of its answer.',
  tpot: 'Time per output token: the gap between two tokens of an answer, after the first.',
  e2e: 'End to end: from the arrival of a request to the last token of its answer.',
  p50: 'p50 is the median: half of the requests were faster. p90: nine in ten were; p99: ninety-nine in a hundred.',
  kv: 'KV cache: the keys and values that attention keeps of every token so far, so that they are computed once. It grows with the context and is read for every new token.',
  prefill: 'Prefill reads the prompt: many tokens at once, limited by arithmetic.',
  decode: 'Decode writes the answer one token after another, limited by how fast weights and KV can be read.',
  afd: 'Attention and feed-forward disaggregation: for every token and layer, attention runs on one kind of chip and the feed-forward part on another.',
  tp: 'Tensor parallelism: every matrix is cut over several chips, which exchange results in every layer.',
  moe: 'Mixture of experts: of all parameters only a part, the active ones, works on each token.',
  sram: 'SRAM: memory on the chip itself. Very fast, and little of it: a model is spread over many chips.',
  hbm: 'HBM: stacks of memory beside the chip. Large, and slower than SRAM.',
  batch: 'Batch: the requests that share one decode step, and so one reading of the weights.',
  goodput: 'Goodput: the requests a second that meet their latency targets.',
  steps:
    'Continuous batching: a pool takes step after step for as long as it has a request. Its steps may follow each other without a pause and still have room for more requests.',
  overload: 'Requests arrive faster than they are finished, so that a queue grows for as long as this lasts.',
} as const;

export type GlossaryTerm = keyof typeof GLOSSARY;
