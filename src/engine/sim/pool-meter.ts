import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import type { Affine, StepCost, StepWork } from '../cost/step-cost';
import type { PowerFit } from '../input';
import type { PoolPlan } from '../plan';
import { tdpSecondsOfStep } from '../power';
import { ActivitySeries } from './activity-series';
import { GapMeter } from './gap-meter';
import type { MeteredLane } from './metered-lane';
import type { Ledger } from './ledger';
import type { RequestState } from './request-state';
import { elapsed, sumOfMin } from './segment';
import { StepSamples } from './step-samples';
import { TimeSeries } from './time-series';

/** Points of every time series that leaves the simulator. */
export const SERIES_BUCKETS = 512;

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
  readonly busySeries: TimeSeries;
  /** Work, energy and tokens by when; their sums are the fields above. */
  readonly activity: ActivitySeries;
  readonly gaps = new GapMeter();
  readonly samples = new StepSamples();
  private readonly cost: StepCost;
  private readonly chipsPerLane: number;
  private readonly memoryBytesPerSecond: number;
  private readonly power: PowerFit;

  constructor(plan: PoolPlan, expectedDuration: Seconds) {
    this.cost = plan.cost;
    this.chipsPerLane = plan.chipsPerLane;
    this.memoryBytesPerSecond = plan.input.chip.memory.bytesPerSecond;
    this.power = plan.input.chip.power;
    const width = Math.max(expectedDuration, 1e-3) / (SERIES_BUCKETS / 2);
    this.runningSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.waitingSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.kvSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.busySeries = new TimeSeries(SERIES_BUCKETS, width);
    this.activity = new ActivitySeries(SERIES_BUCKETS, width);
  }

  /** Carries every series to the end of the run; nothing is held any more. */
  close(now: Seconds): void {
    this.runningSeries.set(now, this.running);
    this.waitingSeries.set(now, this.waiting);
    this.busySeries.set(now, this.busyLanes);
    this.kvSeries.set(now, 0);
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
    const { anchorGlobal: g, anchorLocal: l, batch, growingLocal, first, slope } = lane;
    const pairs = (k * (k - 1)) / 2;
    const start = (a: Affine): number => a.base + a.perGlobalToken * g + a.perLocalToken * l;
    const growth = (a: Affine): number => a.perGlobalToken * batch + a.perLocalToken * growingLocal;
    const flop0 = start(cost.flop);
    const flop1 = growth(cost.flop);
    const bytes0 = start(cost.bytes);
    const bytes1 = growth(cost.bytes);
    const peak0 = start(cost.peakComputeSeconds);
    const peak1 = growth(cost.peakComputeSeconds);
    const { base, memory, compute } = this.power;
    const w = this.memoryBytesPerSecond;
    const draw0 = base * first + (memory * bytes0) / w + compute * peak0;
    const draw1 = base * slope + (memory * bytes1) / w + compute * peak1;
    const seconds = elapsed(first, slope, k);
    const bytes = (k * bytes0 + bytes1 * pairs) * this.chipsPerLane;
    const tdpSeconds = sumOfMin(draw0, draw1, first, slope, k) * this.chipsPerLane;
    const chipSeconds = seconds * this.chipsPerLane;
    const flop = (k * flop0 + flop1 * pairs) * this.chipsPerLane;
    this.book(lane.anchor, lane.anchor + seconds, chipSeconds, tdpSeconds, flop, bytes, batch * k);
    this.gaps.run(lane, first, slope, k);
    this.samples.run(lane, k, seconds);
    lane.shareBytes += bytes / batch;
    lane.shareTdpSeconds += tdpSeconds / batch;
    lane.shareChipSeconds += chipSeconds / batch;
    this.laneSeconds += seconds;
    this.batchSeconds += batch * seconds;
    this.contextSeconds += (g + (batch * (k - 1)) / 2) * seconds;
    this.decodeTokens += batch * k;
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
    const draw = tdpSecondsOfStep(this.power, this.memoryBytesPerSecond, work);
    let alone = 0;
    let aloneDraw = 0;
    let aloneBytes = 0;
    let finishing = 0;
    if (batch > 0) {
      const cost = this.cost.decode(batch);
      const at = (a: Affine): number =>
        a.base + a.perGlobalToken * globalTokens + a.perLocalToken * localTokens;
      for (const branch of cost.branches) alone = Math.max(alone, at(branch));
      alone = Math.min(alone, work.seconds);
      aloneBytes = Math.min(at(cost.bytes), work.bytes);
      aloneDraw = Math.min(
        draw,
        tdpSecondsOfStep(this.power, this.memoryBytesPerSecond, {
          seconds: alone,
          bytes: aloneBytes,
          peakComputeSeconds: at(cost.peakComputeSeconds),
        }),
      );
      lane.shareTdpSeconds += (aloneDraw * chipsPerLane) / batch;
      lane.shareBytes += (aloneBytes * chipsPerLane) / batch;
      lane.shareChipSeconds += (alone * chipsPerLane) / batch;
      lane.shareStallSeconds += work.seconds - alone;
    }
    for (let c = 0; c < lane.chunks; c++) {
      const share = (lane.chunkNew[c]! / prefillTokens) * chipsPerLane;
      const request = lane.chunkRequest[c]!;
      if (lane.chunkCached[c]! + lane.chunkNew[c]! === requests.target[request]!) finishing++;
      const tdpSeconds = (draw - aloneDraw) * share;
      const bytes = (work.bytes - aloneBytes) * share;
      const chipSeconds = (work.seconds - alone) * share;
      requests.tdpSeconds[request]! += tdpSeconds;
      requests.bytes[request]! += bytes;
      requests.chipSeconds[request]! += chipSeconds;
      ledger?.computed(requests, lane, c, { tdpSeconds, bytes, chipSeconds });
    }
    const end = lane.iterationStart + work.seconds;
    const { flop, bytes } = work;
    this.book(
      lane.iterationStart,
      end,
      work.seconds * chipsPerLane,
      draw * chipsPerLane,
      flop * chipsPerLane,
      bytes * chipsPerLane,
      batch,
    );
    if (batch > 0) this.gaps.run(lane, work.seconds, 0, 1);
    this.samples.step(lane, finishing, work.seconds);
    this.laneSeconds += work.seconds;
    this.batchSeconds += batch * work.seconds;
    this.contextSeconds += globalTokens * work.seconds;
    this.decodeTokens += batch;
    this.prefillTokens += prefillTokens;
  }

  /** Books a prompt that went through an SRAM pipeline; `work` is the whole machine's. */
  recordPipeline(
    chips: number,
    work: StepWork,
    prefillTokens: number,
    request: number,
    requests: RequestState,
  ): void {
    const perChip = {
      seconds: work.seconds,
      bytes: work.bytes / chips,
      peakComputeSeconds: work.peakComputeSeconds / chips,
    };
    const tdpSeconds = chips * tdpSecondsOfStep(this.power, this.memoryBytesPerSecond, perChip);
    requests.tdpSeconds[request]! += tdpSeconds;
    requests.bytes[request]! += work.bytes;
    requests.chipSeconds[request]! += chips * work.seconds;
    const start = requests.prefillStart[request]!;
    const { flop, bytes, seconds } = work;
    this.book(start, start + seconds, chips * seconds, tdpSeconds, flop, bytes, 0);
    this.prefillTokens += prefillTokens;
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
