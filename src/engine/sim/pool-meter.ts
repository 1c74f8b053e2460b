import type { Bytes, Flop, Fraction, Seconds, Tokens } from '../../units/units';
import type { Affine, DecodeCost, StepCost, StepWork } from '../cost/step-cost';
import { activeBranch, valueAt } from '../cost/evaluate';
import type { PoolPlan } from '../plan';
import { tdpSecondsOfStep } from '../power';
import { ActivitySeries } from './activity-series';
import { GapMeter } from './gap-meter';
import { growthOf, type MeteredLane } from './metered-lane';
import type { Ledger } from './ledger';
import type { RequestState } from './request-state';
import { elapsed, sumOfMin } from './segment';
import { StepSamples } from './step-samples';
import type { StepTrail } from './step-trail';
import { SERIES_BUCKETS, TimeSeries } from './time-series';

/** Scratch: what a run of steps came to on one pool's chips. */
const RUN = { tdpSeconds: 0, chipSeconds: 0 };

/** An affine cost at the first step of a lane's run, and what each further step adds. */
function startOf(lane: MeteredLane, a: Affine): number {
  return a.base + a.perGlobalToken * lane.anchorGlobal + a.perLocalToken * lane.anchorLocal;
}

/**
 * What one pool has done: time, work and energy. Energy is kept as chip-seconds at full TDP ("TDP-seconds") so
 * that a chip without a published TDP still has a well-defined activity.
 */
export class PoolMeter {
  flop: Flop = 0;
  bytes: Bytes = 0;
  /** ∫ min(1, base + memory·u_m + compute·u_c) over busy chips, model.md §7.1. */
  tdpSeconds: Seconds = 0;
  busyChipSeconds: Seconds = 0;
  laneSeconds: Seconds = 0;
  /** Of the busy chip-seconds, those of prompts: what steps with them took beyond their decodes. */
  promptChipSeconds: Seconds = 0;
  /** SRAM pipelines: what prompts took of whole machines, beside the lanes. */
  promptSeconds: Seconds = 0;
  /** Of the prompts' chip-seconds there, those in which the chips decoded, too: they are busy once. */
  sharedChipSeconds: Seconds = 0;
  decodeTokens = 0;
  prefillTokens = 0;
  /** ∫ batch dt and ∫ Σ context dt over decode time, for the mean operating point. */
  batchSeconds = 0;
  contextSeconds = 0;
  running = 0;
  waiting = 0;
  busyLanes = 0;
  readonly runningSeries: TimeSeries;
  readonly waitingSeries: TimeSeries;
  readonly kvSeries: TimeSeries;
  /** KV that nobody uses now; nothing where none is kept. */
  readonly keptSeries: TimeSeries;
  readonly busySeries: TimeSeries;
  /** Work, energy and tokens by when; their sums are the fields above. */
  readonly activity: ActivitySeries;
  readonly gaps: GapMeter;
  readonly samples = new StepSamples();
  /** Of the one request that is looked at; null where none is. */
  trail: StepTrail | null = null;
  /** Of the pools that do part of this one's steps, in the order of its plan; whoever builds the cluster sets it. */
  companions: readonly PoolMeter[] = [];
  /** Activations to companions and back. */
  linkBytes: Bytes = 0;
  /** Most KV at once, of a companion; other pools ask their instances. */
  kvPeakBytes: Bytes = 0;
  private readonly blockBytes: Bytes;
  /** Of one chip; NaN when unknown. */
  private readonly watts: number;
  private readonly usdPerSecond: number;
  private readonly cost: StepCost;
  private readonly chipsPerLane: number;
  private readonly basePower: Fraction;

  constructor(plan: PoolPlan, expectedDuration: Seconds) {
    this.cost = plan.rounds?.cost ?? plan.cost;
    this.chipsPerLane = plan.chipsPerLane;
    const { chip } = plan.input;
    this.basePower = chip.power.base;
    this.blockBytes = plan.globalBlockBytes + plan.localBlockBytes;
    this.watts = chip.tdpWatts ?? NaN;
    this.usdPerSecond = (chip.usdPerHour ?? NaN) / 3600;
    const width = Math.max(expectedDuration, 1e-3) / (SERIES_BUCKETS / 2);
    this.runningSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.waitingSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.kvSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.keptSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.busySeries = new TimeSeries(SERIES_BUCKETS, width);
    this.activity = new ActivitySeries(SERIES_BUCKETS, width);
    this.gaps = new GapMeter(expectedDuration);
  }

  /** Carries every series to the end of the run; nothing is held any more. */
  close(now: Seconds): void {
    this.runningSeries.set(now, this.running);
    this.waitingSeries.set(now, this.waiting);
    this.busySeries.set(now, this.busyLanes);
    this.kvSeries.set(now, 0);
    this.keptSeries.set(now, 0);
  }

  /** Companions hold KV of the same sequences, if any: so many blocks. */
  holdElsewhere(now: Seconds, blocks: number): void {
    for (const meter of this.companions) {
      const bytes = blocks * meter.blockBytes;
      meter.kvSeries.set(now, bytes);
      if (bytes > meter.kvPeakBytes) meter.kvPeakBytes = bytes;
    }
  }

  addRunning(now: Seconds, change: number): void {
    this.running += change;
    this.runningSeries.set(now, this.running);
  }

  addWaiting(now: Seconds, change: number): void {
    this.waiting += change;
    this.waitingSeries.set(now, this.waiting);
  }

  addBusyLanes(now: Seconds, change: number): void {
    this.busyLanes += change;
    this.busySeries.set(now, this.busyLanes);
  }

  /** Books the decode steps since the lane's anchor. Call before its batch changes. */
  recordRun(lane: MeteredLane): void {
    const k = lane.step - lane.anchorStep;
    const cost = lane.cost;
    if (k <= 0 || cost === null) return;
    const { anchorGlobal: g, batch, first, slope } = lane;
    const seconds = elapsed(first, slope, k);
    const busy = lane.branch?.busy;
    const own = busy?.[0];
    const busy0 = own === undefined ? first : startOf(lane, own);
    const busy1 = own === undefined ? slope : growthOf(lane, own);
    const tokens = lane.roundTokens > 0 ? lane.roundTokens : batch * k;
    this.bookRun(lane, k, busy0, busy1, cost, this.chipsPerLane, seconds, tokens);
    lane.shareTdpSeconds += RUN.tdpSeconds / batch;
    lane.shareChipSeconds += RUN.chipSeconds / batch;
    this.gaps.run(lane, lane.anchor, first, slope, k);
    this.trail?.ran(lane, k, cost, this.chipsPerLane);
    this.gaps.together(lane.anchor, tokens - batch * k);
    this.samples.run(lane, k, seconds);
    this.laneSeconds += seconds;
    this.batchSeconds += batch * seconds;
    this.contextSeconds += (g + (batch * (k - 1)) / 2) * seconds;
    this.decodeTokens += tokens;
    if (busy !== undefined) this.recordElsewhere(lane, cost, busy, k, seconds);
  }

  /** What companions did in the same k steps; charged to the same sequences. */
  private recordElsewhere(
    lane: MeteredLane,
    cost: DecodeCost,
    busy: readonly Affine[],
    k: number,
    seconds: Seconds,
  ): void {
    const { batch, anchorGlobal: g } = lane;
    this.linkBytes += (cost.linkBytes ?? 0) * k;
    this.companions.forEach((meter, i) => {
      const work = cost.companions![i]!;
      const busy0 = startOf(lane, busy[i + 1]!);
      const busy1 = growthOf(lane, busy[i + 1]!);
      meter.bookRun(lane, k, busy0, busy1, work, work.chips, seconds, 0);
      lane.shareElsewhereJoules += (RUN.tdpSeconds * meter.watts) / batch;
      lane.shareElsewhereUsd += (RUN.chipSeconds * meter.usdPerSecond) / batch;
      const spent = elapsed(busy0, busy1, k);
      meter.samples.run(lane, k, spent);
      meter.laneSeconds += spent;
      meter.batchSeconds += batch * spent;
      meter.contextSeconds += (g + (batch * (k - 1)) / 2) * spent;
    });
  }

  /** Books k steps of a lane on `chips` chips of this pool, which work in busy0 + busy1·j seconds of step j. */
  private bookRun(
    lane: MeteredLane,
    k: number,
    busy0: Seconds,
    busy1: Seconds,
    work: Pick<DecodeCost, 'flop' | 'bytes' | 'drawSeconds'>,
    chips: number,
    seconds: Seconds,
    tokens: Tokens,
  ): void {
    const pairs = (k * (k - 1)) / 2;
    const bytes0 = startOf(lane, work.bytes);
    const bytes1 = growthOf(lane, work.bytes);
    const draw0 = this.basePower * busy0 + startOf(lane, work.drawSeconds);
    const draw1 = this.basePower * busy1 + growthOf(lane, work.drawSeconds);
    const bytes = (k * bytes0 + bytes1 * pairs) * chips;
    const flop = (k * startOf(lane, work.flop) + growthOf(lane, work.flop) * pairs) * chips;
    RUN.tdpSeconds = sumOfMin(draw0, draw1, busy0, busy1, k) * chips;
    RUN.chipSeconds = elapsed(busy0, busy1, k) * chips;
    lane.shareBytes += bytes / lane.batch;
    this.book(lane.anchor, lane.anchor + seconds, RUN.chipSeconds, RUN.tdpSeconds, flop, bytes, tokens);
  }

  /**
   * Books one iteration that carried prompt chunks. The decodes in it are charged what they would have cost by
   * themselves, the prompts the rest, by tokens; what the rest took is the decodes' stall.
   */
  recordStep(
    lane: MeteredLane,
    work: StepWork,
    prefillTokens: number,
    requests: RequestState,
    ledger: Ledger | null,
  ): void {
    const { batch, globalTokens, localTokens } = lane;
    const { chipsPerLane } = this;
    const busy = work.busySeconds;
    const draw = tdpSecondsOfStep(this.basePower, { seconds: busy, drawSeconds: work.drawSeconds });
    let aloneBusy = 0;
    let aloneDraw = 0;
    let aloneBytes = 0;
    let finishing = 0;
    if (batch > 0) {
      const cost = this.cost.decode(batch);
      const at = (a: Affine): number => valueAt(a, globalTokens, localTokens);
      const branch = activeBranch(cost, globalTokens, localTokens);
      const alone = Math.min(at(branch), work.seconds);
      aloneBusy = branch.busy === undefined ? alone : Math.min(at(branch.busy[0]!), busy);
      aloneBytes = Math.min(at(cost.bytes), work.bytes);
      aloneDraw = Math.min(
        draw,
        tdpSecondsOfStep(this.basePower, { seconds: aloneBusy, drawSeconds: at(cost.drawSeconds) }),
      );
      lane.shareTdpSeconds += (aloneDraw * chipsPerLane) / batch;
      lane.shareBytes += (aloneBytes * chipsPerLane) / batch;
      lane.shareChipSeconds += (aloneBusy * chipsPerLane) / batch;
      lane.shareStallSeconds += work.seconds - alone;
      if (branch.busy !== undefined) {
        // The lane's run of steps was settled before this iteration: its anchor is free to stand for one step.
        lane.anchor = lane.iterationStart;
        lane.anchorGlobal = globalTokens;
        lane.anchorLocal = localTokens;
        this.recordElsewhere(lane, cost, branch.busy, 1, work.seconds);
      }
    }
    for (let c = 0; c < lane.chunks; c++) {
      const share = (lane.chunkNew[c]! / prefillTokens) * chipsPerLane;
      const request = lane.chunkRequest[c]!;
      if (lane.chunkCached[c]! + lane.chunkNew[c]! === requests.target[request]!) finishing++;
      const tdpSeconds = (draw - aloneDraw) * share;
      const bytes = (work.bytes - aloneBytes) * share;
      const chipSeconds = (busy - aloneBusy) * share;
      requests.tdpSeconds[request]! += tdpSeconds;
      requests.bytes[request]! += bytes;
      requests.chipSeconds[request]! += chipSeconds;
      ledger?.computed(requests, lane, c, { tdpSeconds, bytes, chipSeconds });
      this.trail?.chunk(lane, request, lane.chunkNew[c]!, prefillTokens);
    }
    this.promptChipSeconds += (busy - aloneBusy) * chipsPerLane;
    const tokens = lane.roundTokens > 0 ? lane.roundTokens : batch;
    const end = lane.iterationStart + work.seconds;
    const { flop, bytes } = work;
    this.book(
      lane.iterationStart,
      end,
      busy * chipsPerLane,
      draw * chipsPerLane,
      flop * chipsPerLane,
      bytes * chipsPerLane,
      tokens,
    );
    if (batch > 0) this.gaps.run(lane, lane.iterationStart, work.seconds, 0, 1);
    this.trail?.mixed(
      lane,
      work.seconds,
      prefillTokens,
      batch > 0 ? this.cost.decode(batch) : null,
      chipsPerLane,
    );
    this.gaps.together(lane.iterationStart, tokens - batch);
    this.samples.step(lane, finishing, work.seconds);
    this.laneSeconds += work.seconds;
    this.batchSeconds += batch * work.seconds;
    this.contextSeconds += globalTokens * work.seconds;
    this.decodeTokens += tokens;
    this.prefillTokens += prefillTokens;
  }

  /**
   * Books a prompt that goes through an SRAM pipeline; `work` is the whole machine's. What a chip draws for being at work at
   * all it draws once, and is busy once: the decodes of this share of `lanes` have that booked already.
   */
  recordPipeline(
    chips: number,
    lanes: number,
    work: StepWork,
    prefillTokens: number,
    request: number,
    requests: RequestState,
  ): void {
    const perChip = { seconds: work.seconds, drawSeconds: work.drawSeconds / chips };
    const shared = this.busyLanes / lanes;
    const base = this.basePower * (1 - shared);
    const tdpSeconds = chips * tdpSecondsOfStep(base, perChip);
    requests.tdpSeconds[request]! += tdpSeconds;
    requests.bytes[request]! += work.bytes;
    requests.chipSeconds[request]! += chips * work.seconds;
    const start = requests.prefillStart[request]!;
    const { flop, bytes, seconds } = work;
    this.book(start, start + seconds, chips * seconds * (1 - shared), tdpSeconds, flop, bytes, 0);
    this.sharedChipSeconds += chips * seconds * shared;
    this.prefillTokens += prefillTokens;
    this.promptSeconds += seconds;
    this.promptChipSeconds += chips * seconds;
  }

  /** All chips together did this between two times, and delivered so many output tokens. */
  private book(
    from: Seconds,
    to: Seconds,
    busyChipSeconds: Seconds,
    tdpSeconds: Seconds,
    flop: Flop,
    bytes: Bytes,
    tokens: Tokens,
  ): void {
    this.flop += flop;
    this.bytes += bytes;
    this.tdpSeconds += tdpSeconds;
    this.busyChipSeconds += busyChipSeconds;
    this.activity.add(from, to, busyChipSeconds, tdpSeconds, flop, bytes, tokens);
  }
}
