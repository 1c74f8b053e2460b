import type { Seconds, Tokens } from '../../units/units';
import { attentionPairs } from '../model/flops';
import { largestTerm } from './bound-by';
import type { GemmTerms } from './gemm';
import type { AttentionTerms } from './gpu-attention';
import { prefillComputeSeconds } from './gpu-attention';
import type { ExpertTerms } from './gpu-experts';
import { commSeconds, type GpuTerms, hostSecondsOf } from './gpu-terms';
import type { StepPart, StepShape } from './step-cost';
import { tokensOf } from './step-shapes';

/** Names of the parts, in the order in which a step is told. */
const PARTS = ['qkv', 'attDec', 'attPre', 'o', 'ffn', 'moe', 'router', 'comm', 'aux', 'head'] as const;
type PartName = (typeof PARTS)[number];

/** One part while its operators are added up; the last three are the terms its label is chosen by. */
class Tally {
  seconds = 0;
  flop = 0;
  bytes = 0;
  compute: Seconds = 0;
  traffic: Seconds = 0;
  latency: Seconds = 0;
}

/** A step told in parts that sum to it; `software` is what the host adds beyond the GPU's time. */
export function explainGpuStep(terms: GpuTerms, shape: StepShape): StepPart[] {
  const { batch, chunks, chunkNew, chunkCached } = shape;
  const rows = batch * terms.queries;
  const tokens = tokensOf(shape, terms.queries);
  if (!(tokens > 0)) return [];
  const tallies = new Map<PartName, Tally>();
  const tally = (name: PartName): Tally => {
    let t = tallies.get(name);
    if (t === undefined) tallies.set(name, (t = new Tally()));
    return t;
  };
  for (const { part, count, terms: gemm } of terms.gemms) addGemm(tally(part), count, gemm, tokens);
  addGemm(tally('head'), 1, terms.head, Math.max(1, rows + shape.finishing));
  if (terms.experts !== null) addExperts(tally('moe'), terms.experts, tokens);
  for (const a of [terms.global, terms.local]) {
    if (a === null) continue;
    if (batch > 0) addDecode(tally('attDec'), a, a === terms.global ? shape.globalTokens : shape.localTokens);
    for (let i = 0; i < chunks; i++)
      addChunk(tally('attPre'), a, chunkNew[i] as number, chunkCached[i] as number, i === 0);
  }
  if (terms.commLatency + terms.commPerToken > 0)
    addStream(tally('comm'), terms.commLatency, commSeconds(terms, tokens), 0);
  addStream(tally('aux'), terms.auxLatency, tokens * terms.auxPerToken, tokens * terms.auxBytesPerToken);
  return assemble(terms, tallies, shape, hostSecondsOf(terms, tokens, chunks));
}

function assemble(
  terms: GpuTerms,
  tallies: ReadonlyMap<PartName, Tally>,
  shape: StepShape,
  host: Seconds,
): StepPart[] {
  const parts: StepPart[] = [];
  let busy = 0;
  for (const name of PARTS) {
    const t = tallies.get(name);
    if (t === undefined) continue;
    const { seconds, flop, bytes } = t;
    busy += seconds;
    const bound = largestTerm(t.compute, t.traffic, t.latency);
    const over = name === 'comm' ? 'link' : 'bytes';
    parts.push({
      name,
      seconds,
      flop,
      bytes,
      boundBy: bound === 'bytes' ? over : bound,
      waits: waitsOf(t, over),
    });
  }
  const { stepSeconds, sequenceSeconds } = terms.software;
  const seconds = Math.max(0, host - busy) + stepSeconds + sequenceSeconds * (shape.batch + shape.chunks);
  if (seconds > 0) parts.push({ name: 'software', seconds, flop: 0, bytes: 0, boundBy: 'software' });
  return parts;
}

/**
 * By how much of itself a part would be shorter if a term were: of τ + √(c² + b²) the latency τ is its own, and the rest goes
 * to compute and traffic as their squares.
 */
function waitsOf(
  { seconds, compute, traffic, latency }: Tally,
  over: 'bytes' | 'link',
): NonNullable<StepPart['waits']> {
  const fixed = seconds > 0 ? Math.min(1, latency / seconds) : 1;
  const squares = compute * compute + traffic * traffic;
  const computing = squares > 0 ? (compute * compute) / squares : 0;
  return { latency: fixed, compute: (1 - fixed) * computing, [over]: (1 - fixed) * (1 - computing) };
}

function addGemm(t: Tally, count: number, terms: GemmTerms, rows: number): void {
  const compute = rows * terms.computePerToken;
  const bytes = terms.bytesFixed + rows * terms.bytesPerToken;
  t.seconds += count * (terms.latency + Math.sqrt(compute * compute + bytes * bytes));
  t.flop += count * rows * terms.flopPerToken;
  t.bytes += count * (terms.trafficFixed + rows * terms.trafficPerToken);
  t.compute += count * compute;
  t.traffic += count * bytes;
  t.latency += count * terms.latency;
}

function addExperts(t: Tally, experts: ExpertTerms, tokens: Tokens): void {
  const { layers } = experts;
  const hit = experts.hit(tokens);
  const bytes = hit * experts.bytesPerExpert + tokens * experts.bytesPerToken;
  t.seconds += layers * experts.seconds(tokens, hit);
  t.flop += layers * tokens * experts.flopPerToken;
  t.bytes += layers * bytes;
  t.compute += layers * experts.computeSeconds(tokens, hit);
  t.traffic += layers * bytes * experts.secondsPerByte;
  t.latency += layers * experts.latency;
}

function addDecode(t: Tally, a: AttentionTerms, visible: Tokens): void {
  t.seconds += a.decodeLatency + a.decodePerToken * visible;
  t.flop += a.decodeFlopPerToken * visible;
  t.bytes += a.bytesPerToken * visible;
  t.compute += a.layers * a.decodeComputePerToken * visible;
  t.traffic += a.layers * a.decodeBytesPerToken * visible;
  t.latency += a.decodeLatency;
}

/** One launch serves all chunks of a step: its latency comes with the first. */
function addChunk(t: Tally, a: AttentionTerms, fresh: Tokens, cached: Tokens, first: boolean): void {
  const length = Math.min(fresh + cached, a.window);
  const pairs = attentionPairs(fresh, cached, a.window);
  const compute = prefillComputeSeconds(a, pairs, length);
  const bytes = length * a.readPerToken;
  const latency = first ? a.prefillLatency : 0;
  t.seconds += latency + a.layers * Math.sqrt(compute * compute + bytes * bytes);
  t.flop += a.layers * pairs * a.prefillFlopPerPair;
  t.bytes += a.bytesPerToken * length;
  t.compute += a.layers * compute;
  t.traffic += a.layers * bytes;
  t.latency += latency;
}

/** Latency, then a stream of bytes. */
function addStream(t: Tally, latency: Seconds, traffic: Seconds, bytes: number): void {
  t.seconds += latency + traffic;
  t.bytes += bytes;
  t.traffic += traffic;
  t.latency += latency;
}
