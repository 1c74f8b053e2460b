import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import type { ChipInput, ExpertFit, ModelShape, WeightFormat } from '../input';
import { computeFormat, peakFlops, weightBytesPerElement, weightGroups } from '../model/formats';
import { mixtureLayers } from '../model/parameters';
import { busiestHit, busiestLoad } from './busiest-rank';
import { coverageOf, type ExpertCoverage } from './expert-coverage';
import { BALANCED_LOAD, expertSlots } from './expert-balance';

/** Routed experts of one mixture layer on one rank, model.md §2.3, as coefficients of tokens and experts hit. */
export class ExpertTerms {
  readonly layers: number;
  readonly latency: Seconds;
  readonly flopPerToken: Flop;
  /** `drawSeconds` of a layer: rows that pad an expert's tiles draw power like any other and yield nothing. */
  readonly drawPerToken: Seconds;
  readonly drawPerExpert: Seconds;
  readonly bytesPerExpert: Bytes;
  /** Routed rows on their way in and out. */
  readonly bytesPerToken: Bytes;
  readonly secondsPerByte: Seconds;
  private readonly sources: number;
  private readonly coverage: ExpertCoverage;
  private readonly computePerToken: Seconds;
  private readonly computePerExpert: Seconds;
  /** 1: the rows' traffic is part of the term under the root, as in the plain model; 0: it is added. */
  private readonly rowsUnderRoot: number;
  private readonly rowSecondsPerToken: Seconds;
  private readonly readsAll: boolean;
  private readonly experts: number;
  private readonly perToken: number;
  private readonly whole: number;
  private readonly balanced: boolean;
  /** Experts with their copies, over the experts. */
  private readonly slots: number;

  constructor(
    shape: ModelShape,
    moe: NonNullable<ModelShape['moe']>,
    chip: ChipInput,
    fit: ExpertFit,
    tensorParallel: number,
    format: WeightFormat,
    /** Ranks that bring as many tokens each, where attention is every rank's own. */
    sources = 1,
    /** Ranks over which experts are spread whole; the rest of the ranks cut them. */
    whole = 1,
    /**
     * Ranks are sent the rows of their own experts alone, and popular experts have copies so that the load is even. Else
     * the rows of all ranks pass every one of them, and chance decides which is busiest.
     */
    balanced = false,
  ) {
    const bandwidth = chip.memory.bytesPerSecond;
    const stored = weightGroups(format).expert;
    const width = moe.expertWidth / tensorParallel;
    const perToken = moe.expertsPerToken;
    this.layers = mixtureLayers(shape);
    this.coverage = coverageOf(moe.experts, perToken, moe.skew ?? fit.routingSkew ?? 0);
    this.latency = fit.tauSeconds;
    this.readsAll = fit.readsAll ?? false;
    this.experts = moe.experts;
    this.perToken = perToken;
    this.whole = whole;
    this.balanced = balanced;
    this.slots = balanced ? expertSlots(moe.experts, whole) / moe.experts : 1;
    this.sources = sources;
    this.flopPerToken = sources * 2 * perToken * 3 * shape.width * width;
    const peak = peakFlops(chip, computeFormat(chip, stored));
    this.computePerToken = this.flopPerToken / peak / fit.computeEfficiency;
    this.computePerExpert = ((fit.paddedRows ?? 0) * this.computePerToken) / (perToken * sources);
    this.bytesPerExpert = 3 * shape.width * width * weightBytesPerElement(stored);
    const perElement = fit.bytesPerRoutedElement;
    const plain = perElement === undefined;
    this.rowsUnderRoot = plain ? 1 : 0;
    const [rows, columns] = balanced
      ? [(sources * perToken) / whole, width * whole]
      : [sources * perToken, width];
    this.bytesPerToken = plain ? rows * 2 * (2 * shape.width + 3 * columns) : rows * shape.width * perElement;
    this.rowSecondsPerToken = plain ? 0 : this.bytesPerToken / bandwidth;
    this.secondsPerByte = 1 / (fit.memoryEfficiency * bandwidth);
    const { power } = chip;
    const rowSeconds = plain ? this.bytesPerToken * this.secondsPerByte : this.rowSecondsPerToken;
    this.drawPerToken = power.memory * rowSeconds + power.compute * this.computePerToken;
    this.drawPerExpert =
      power.memory * this.bytesPerExpert * this.secondsPerByte + power.compute * this.computePerExpert;
  }

  hit(tokens: Tokens): number {
    return this.readsAll ? this.experts : this.coverage.hit(tokens * this.sources);
  }

  /** One layer, reading the `hit` distinct experts. */
  seconds(tokens: Tokens, hit: number): Seconds {
    const compute = this.computeSeconds(tokens, hit);
    const rows = tokens * this.bytesPerToken * this.rowsUnderRoot;
    const bytes = (this.busiest(hit) * this.bytesPerExpert + rows) * this.secondsPerByte;
    const root = Math.sqrt(compute * compute + bytes * bytes);
    return this.latency + root + tokens * this.rowSecondsPerToken;
  }

  private busiest(hit: number): number {
    return this.balanced ? hit * this.slots : busiestHit(hit, this.experts, this.whole);
  }

  private load(tokens: Tokens): number {
    const { experts, perToken, whole, coverage } = this;
    if (this.balanced) return BALANCED_LOAD;
    return busiestLoad(tokens * this.sources, experts, perToken, coverage.squares, whole);
  }

  computeSeconds(tokens: Tokens, hit: number): Seconds {
    return tokens * this.computePerToken * this.load(tokens) + this.busiest(hit) * this.computePerExpert;
  }
}
