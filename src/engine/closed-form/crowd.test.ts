import { describe, expect, it } from 'vitest';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { estimate } from '../fast-path';
import { simulate } from '../sim/simulate';
import { crowdNodes, freshOf, inOneStep } from './crowd';
import { smoothNodes } from './length-nodes';

const mean = (nodes: ReturnType<typeof crowdNodes>): number =>
  nodes.tokens.reduce((sum, tokens, i) => sum + tokens * nodes.weights[i]!, 0);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the prompt tokens of a step', () => {
  const thresholds = [-10, 0, 1, 100, 400, 1000, 1e7];

  it('are those of all prompts that share it, wherever the cost of a step jumps', () => {
    for (const cv of [0, 0.5, 1, 2])
      for (const perStep of [0, 0.01, 0.5, 3, 20])
        for (const threshold of thresholds) {
          const nodes = crowdNodes(freshOf(smoothNodes(400, cv)), perStep, threshold);
          expect(sum(nodes.weights)).toBeCloseTo(1, 9);
          expect(mean(nodes) / (400 * inOneStep(perStep))).toBeCloseTo(1, 2);
        }
  });

  it('lie on one side of the threshold each, with the weight of that side of a sample', () => {
    const nodes = crowdNodes(freshOf(smoothNodes(300, 1)), 1.2, 512);
    const below = sum(nodes.weights.filter((_, i) => nodes.tokens[i]! < 512));
    // Poisson numbers of lognormal prompts, by hand: a fixed stream of uniforms.
    let [state, steps, few] = [1, 0, 0];
    const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
    while (steps < 40_000) {
      let prompts = 0;
      for (let left = uniform(); left > Math.exp(-1.2); left *= uniform()) prompts++;
      if (prompts === 0) continue;
      steps++;
      let tokens = 0;
      for (let i = 0; i < prompts; i++) {
        const z = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
        tokens += 300 * Math.exp(z * Math.sqrt(Math.LN2) - Math.LN2 / 2);
      }
      if (tokens < 512) few++;
    }
    expect(Math.abs(below - few / steps)).toBeLessThan(0.03);
  });

  it('keep what is found of each prompt in proportion', () => {
    const prompts = { tokens: [1000, 3000], weights: [0.5, 0.5], cached: [800, 2600] };
    const nodes = crowdNodes(freshOf(prompts), 2, 0);
    const found = nodes.cached!.reduce((all, tokens, i) => all + tokens * nodes.weights[i]!, 0);
    expect(found / (1700 * inOneStep(2))).toBeCloseTo(1, 2);
    expect(mean(nodes) / (2000 * inOneStep(2))).toBeCloseTo(1, 2);
  });
});

describe('short prompts that a host launches kernel by kernel', () => {
  const at = (link: string) => {
    const { a } = resolve(decode(`b=none&n=3000&${link}`).scenario);
    if (a.kind === 'impossible') throw new Error(a.reason);
    const found = estimate(a.input);
    if (found.kind !== 'steady' && found.kind !== 'saturated') throw new Error(found.kind);
    return { found, report: simulate(a.input).report };
  };

  it.each(['ctx=150', 'ctx=440', 'ctx=1000', 'model=llama-3.1-8b&a.decode=h100-sxmx1&ctx=600'])(
    'share the launch: token times of runs up to two thirds of capacity, and that capacity: %s',
    (link) => {
      const most = at(link).found.maxRequestsPerSecond;
      for (const load of [0.2, 0.45, 0.65]) {
        const { found, report } = at(`${link}&rps=${String(load * most)}`);
        expect(Math.abs(found.tpotSeconds / report.tpot_s!.mean - 1)).toBeLessThan(0.2);
        expect(Math.abs(found.ttftSeconds / report.ttft_s!.mean - 1)).toBeLessThan(0.2);
      }
      const beyond = at(`${link}&rps=${String(2 * most)}`);
      const fullRate = beyond.report.output_tokens_per_s! / beyond.found.outputTokensPerSecond;
      expect(Math.abs(fullRate - 1)).toBeLessThan(0.1);
    },
  );

  it.each(['ctx=2000&io=1000:1', 'model=llama-3.1-8b&a.decode=h100-sxmx1&ctx=600&io=50:1'])(
    'more of them than a step has room for go on in the next, each with its own context: %s',
    (link) => {
      const most = at(link).found.maxRequestsPerSecond;
      const half = at(`${link}&rps=${String(most / 2)}`);
      expect(half.report.saturated).toBe(false);
      expect(Math.abs(half.found.ttftSeconds / half.report.ttft_s!.mean - 1)).toBeLessThan(0.25);
      const beyond = at(`${link}&rps=${String(2 * most)}`);
      expect(Math.abs(beyond.report.requests_per_s! / most - 1)).toBeLessThan(0.1);
    },
  );

  it.each(['ctx=500&io=500:1', 'ctx=150&io=150:1'])('nothing but first tokens: %s', (link) => {
    const most = at(link).found.maxRequestsPerSecond;
    for (const load of [0.3, 0.6, 0.8]) {
      const { found, report } = at(`${link}&rps=${String(load * most)}`);
      expect(Math.abs(found.ttftSeconds / report.ttft_s!.mean - 1)).toBeLessThan(0.45);
    }
  });
});
