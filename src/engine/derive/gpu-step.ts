import { commSeconds, gpuTerms, type GpuCostInput, type GpuTerms } from '../cost/gpu-terms';
import { chipInEngine } from '../cost/in-engine';
import type { GemmTerms } from '../cost/gemm';
import type { StepShape } from '../cost/step-cost';
import type { AttentionTerms } from '../cost/gpu-attention';
import type { ComputeFormat } from '../input';
import { sumOf } from './parts';
import { derived, given, type Origin, type Quantity } from './quantity';

/** A decode step of a tensor-parallel group of GPUs, as formulas over figures of the chip (model.md §2.1-2.4). */

const LAYOUT: Origin = { kind: 'layout' };

const PRODUCTS: Record<string, string> = {
  qkv: 'Query, key and value projections',
  o: 'Output projection of attention',
  ffn: 'FFN',
  router: 'Router of the experts',
  head: 'Output head',
};

/** What the layers of a step take, and what comes once a step: output head and serving software. */
export interface GpuStep {
  layers: Quantity[];
  head: Quantity;
  software: Quantity;
  /** Least time in which the host launches the step; null where nothing is launched. */
  host: Quantity | null;
}

/** Seconds of one decode step of `shape` of a model on one group; the step must carry no prompt. */
export function gpuDecodeStep(
  input: GpuCostInput,
  model: string,
  shape: StepShape,
  symbol = 't_step',
  label = 'One decode step',
): Quantity {
  const { layers, head, software, host } = gpuStep(input, model, shape);
  const sum = sumOf([...layers, head]);
  const inputs = [...layers, head];
  return host === null
    ? derived(symbol, label, 's', `${sum} + t_sw`, [...inputs, software])
    : derived(symbol, label, 's', `max(${sum}, t_host) + t_sw`, [...inputs, host, software]);
}

/** The parts of a decode step. */
export function gpuStep(input: GpuCostInput, model: string, shape: StepShape): GpuStep {
  if (input.chip.gpu === null) throw new TypeError('a GPU step needs a chip of kind gpu');
  const chip = chipInEngine(input.chip, input.software, input.weightFormat);
  const terms = gpuTerms(input, chip);
  // Serving software with kernels of its own has its own constants for the products and the experts.
  const inEngine = input.software.kernels !== undefined && input.chip.gpu.inEngine !== undefined;
  const of = (fact: string): Origin =>
    fact === 'model'
      ? { kind: 'model', model }
      : { kind: 'chip', chip: chip.id, fact: inEngine && fact === 'moe' ? 'inEngine' : fact };
  /** What products in a format reach: inside an engine its own constants, but for bf16. */
  const reached = (format: ComputeFormat): string =>
    inEngine && input.chip.gpu?.inEngine?.gemm[format] !== undefined ? 'inEngine' : `gemm.${format}`;
  const rows = shape.batch * terms.queries;
  const T = given('T', 'Tokens computed in the step', 'tokens', rows, LAYOUT);
  const seen = new Map<string, number>();
  const parts = terms.gemms.map(({ part, count, terms: gemm }) => {
    const n = (seen.get(part) ?? 0) + 1;
    seen.set(part, n);
    return product(`t_${part}${String(n)}`, PRODUCTS[part] ?? part, count, gemm, T, of, reached(gemm.format));
  });
  parts.push(...attention(terms, shape, of));
  if (terms.experts !== null) parts.push(experts(terms, T, of));
  if (terms.commLatency > 0) parts.push(stream('comm', 'All-reduce over the group', terms, T, of));
  parts.push(stream('aux', 'Small kernels', terms, T, of));
  const from: Origin = { kind: 'software', profile: input.software.id };
  return {
    layers: parts,
    head: product('t_head', PRODUCTS['head']!, 1, terms.head, T, of, reached(terms.head.format)),
    software: overhead(terms, shape, input.software.id),
    host:
      terms.hostSeconds === 0
        ? null
        : given('t_host', 'Time the host needs to launch the step', 's', terms.hostSeconds, from),
  };
}

type FactOf = (fact: string) => Origin;

/** n × (τ + √((T·F/P)² + (w/W + T·a/W)²)). */
function product(
  symbol: string,
  label: string,
  count: number,
  t: GemmTerms,
  T: Quantity,
  of: FactOf,
  rates: string,
): Quantity {
  const reached = given(
    'P_r',
    'FLOP/s reached by such products',
    'flop/s',
    t.flopPerToken / t.computePerToken,
    of(rates),
  );
  const read = given(
    'W_r',
    'Bytes/s reached by such products',
    'bytes/s',
    t.trafficFixed / t.bytesFixed,
    of(rates),
  );
  return derived(symbol, label, 's', 'n × (τ + √((T × F ÷ P_r)² + ((w + T × a) ÷ W_r)²))', [
    given('n', 'Layers that run it', 'count', count, of('model')),
    given('τ', 'Start of a kernel', 's', t.latency, of(`gemm.${t.format}`)),
    T,
    given('F', 'FLOPs per token on one chip', 'flop', t.flopPerToken, of('model')),
    reached,
    given('w', 'Weights on one chip', 'bytes', t.trafficFixed, of('model')),
    given('a', 'Activations per token', 'bytes', t.trafficPerToken, of('model')),
    read,
  ]);
}

function attention(terms: GpuTerms, shape: StepShape, of: FactOf): Quantity[] {
  const classes: [string, string, AttentionTerms | null, number][] = [
    ['t_att', 'Attention over the KV cache', terms.global, shape.globalTokens],
    ['t_win', 'Attention within the window', terms.local, shape.localTokens],
  ];
  return classes.flatMap(([symbol, label, a, visible]) => {
    if (a === null) return [];
    const inputs = [
      given('n', 'Layers that run it', 'count', a.layers, of('model')),
      given('τ', 'Start of the kernel', 's', a.decodeLatency / a.layers, of('decodeAttention')),
      given('S', 'Tokens seen, over all sequences of the step', 'tokens', visible, LAYOUT),
      given('c', 'Seconds of arithmetic per token seen', 's', a.decodeComputePerToken, of('peakFlops')),
      given('b', 'Seconds of reading KV per token seen', 's', a.decodeBytesPerToken, of('decodeAttention')),
    ];
    return [derived(symbol, label, 's', 'n × (τ + S × √(c² + b²))', inputs)];
  });
}

/** The experts' own formula has more terms than a reader would follow: its sum is given per layer. */
function experts(terms: GpuTerms, T: Quantity, of: FactOf): Quantity {
  const e = terms.experts!;
  const hit = e.hit(T.value);
  return derived('t_moe', 'Routed experts', 's', 'n × t_e', [
    given('n', 'Layers that have experts', 'count', e.layers, of('model')),
    given(
      't_e',
      `One layer: ${hit.toPrecision(3)} experts read, ${String(T.value)} tokens routed`,
      's',
      e.seconds(T.value, hit),
      of('moe'),
    ),
  ]);
}

function stream(which: 'comm' | 'aux', label: string, terms: GpuTerms, T: Quantity, of: FactOf): Quantity {
  const fact = which === 'comm' ? of('allReduce') : of('aux');
  const perToken = which === 'comm' ? commSeconds(terms, T.value) / T.value : terms.auxPerToken;
  return derived(`t_${which}`, label, 's', 'l + T × x', [
    given('l', 'Starts, over all layers', 's', terms[`${which}Latency`], fact),
    T,
    given('x', 'Seconds of moving one token', 's', perToken, fact),
  ]);
}

function overhead({ software }: GpuTerms, shape: StepShape, profile: string): Quantity {
  const from: Origin = { kind: 'software', profile };
  return derived('t_sw', 'Serving software', 's', 't_0 + B × t_seq', [
    given('t_0', 'Per step', 's', software.stepSeconds, from),
    given('B', 'Sequences in the step', 'count', shape.batch, LAYOUT),
    given('t_seq', 'Per sequence', 's', software.sequenceSeconds, from),
  ]);
}
