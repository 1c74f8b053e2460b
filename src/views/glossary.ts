/** The field's words, a line or two each, for whoever meets them here first. The only place that explains them. */
export const GLOSSARY = {
  context: {
    name: 'Context length',
    text: 'The tokens of a request, prompt and answer together. The input to output ratio divides them: of 8,192 at 7:1 the prompt has 7,168 and the answer 1,024.',
  },
  prefill: {
    name: 'Prefill',
    text: 'Reading the prompt: many tokens at once, limited by arithmetic.',
  },
  decode: {
    name: 'Decode',
    text: 'Writing the answer, one token after another: limited by how fast weights and KV can be read.',
  },
  ttft: {
    name: 'TTFT',
    text: 'Time to first token: from the arrival of a request to the first token of its answer.',
  },
  tpot: {
    name: 'TPOT',
    text: 'Time per output token: the gap between two tokens of an answer, after the first.',
  },
  e2e: {
    name: 'End to end',
    text: 'From the arrival of a request to the last token of its answer.',
  },
  percentiles: {
    name: 'p50, p90, p99',
    text: 'Percentiles. p50 is the median: half of the requests were faster; of p90 nine in ten, of p99 ninety-nine in a hundred.',
  },
  kv: {
    name: 'KV cache',
    text: 'The keys and values that attention keeps of every token so far, so that they are computed once. It grows with the context and is read for every new token.',
  },
  sram: {
    name: 'SRAM',
    text: 'Memory on the chip itself: very fast, and so little of it that a model is spread over many chips.',
  },
  hbm: {
    name: 'HBM',
    text: 'Stacks of memory beside the chip: large, and slower than SRAM.',
  },
  afd: {
    name: 'AFD',
    text: 'Attention and feed-forward disaggregation: for every token and layer, attention runs on one kind of chip and the feed-forward part on another.',
  },
  moe: {
    name: 'Mixture of experts, MoE',
    text: 'A model of which only a part, the active parameters, works on each token.',
  },
  tp: {
    name: 'Tensor parallelism, TP',
    text: 'Every matrix is cut over several chips, which exchange results in every layer.',
  },
  steps: {
    name: 'In a step, busy share, and continuous batching',
    text: 'In a step 40% of the time: that share of it the pool computes, whether for one request or many. It takes step after step for as long as it has a request, and new requests join between two steps. In a step all the time is therefore not full: there is room until requests wait for a place.',
  },
  overload: {
    name: 'Overload',
    text: 'Requests arrive faster than they are finished, so that a queue grows for as long as this lasts.',
  },
  goodput: {
    name: 'Goodput',
    text: 'The requests a second that meet their latency targets.',
  },
  slo: {
    name: 'SLO, promised latency',
    text: 'Service level objective: the longest time to the first token, and between two tokens, that a request is promised.',
  },
  prefix: {
    name: 'Prefix hit',
    text: 'The beginning of a prompt whose KV is still there from an earlier request, on the device or in a memory tier behind it, so that it need not be computed again.',
  },
  speculation: {
    name: 'Draft and verify, speculative decoding',
    text: 'A small model drafts several tokens; the large one checks them in a single step and keeps those that it would have written itself.',
  },
  interval: {
    name: '±, confidence interval',
    text: 'Where the mean of a very long run of such requests lies, as far as this one can tell. Meant to hold in 95 of 100 runs, it does in about 90 of those with 1,000 requests, near full load in about 80: there, answers hang together over the whole run. It is about chance, not about how well the model of the machines is.',
  },
  closedForm: {
    name: 'Closed form',
    text: 'Means from queueing formulas, known at once. The simulation follows every request and gives percentiles.',
  },
} as const;

export type GlossaryTerm = keyof typeof GLOSSARY;
