const AZURE = 'Azure LLM inference traces 2023, as processed by Vidur';
const MOONCAKE = 'Mooncake traces, FAST 2025 release';

/** Where the numbers of each workload come from, or what they are assumed to be. */
export const WORKLOAD_SOURCES: Readonly<Record<string, string>> = {
  assistant:
    'Begins with 7,168 tokens in, 1,024 out; Poisson arrivals, both lengths spread as widely as their mean (assumed)',
  chat: AZURE,
  code: AZURE,
  'long-chat': MOONCAKE,
  agent: MOONCAKE,
  fixed:
    'Begins with the 8k in, 1k out of serving benchmarks; all requests alike, Poisson arrivals (assumed)',
  reasoning: 'ML.ENERGY v3, problem solving: mean answer 6,988',
};
