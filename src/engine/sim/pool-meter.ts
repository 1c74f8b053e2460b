import type { Bytes, Flop, Seconds } from '../../units/units';
import type { StepWork } from '../cost/step-cost';
import type { PowerFit } from '../input';
import type { PoolPlan } from '../plan';
import type { Lane } from './lane';
import { elapsed, sumOfMin } from './segment';
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
  private readonly chipsPerLane: number;
  private readonly memoryBytesPerSecond: number;
  private readonly power: PowerFit;

  constructor(plan: PoolPlan, expectedDuration: Seconds) {
    this.chipsPerLane = plan.chipsPerLane;
    this.memoryBytesPerSecond = plan.input.chip.memory.bytesPerSecond;
    this.power = plan.input.chip.power;
    const width = Math.max(expectedDuration, 1e-3) / (SERIES_BUCKETS / 2);
    this.runningSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.waitingSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.kvSeries = new TimeSeries(SERIES_BUCKETS, width);
    this.busySeries = new TimeSeries(SERIES_BUCKETS, width);
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
  recordRun(lane: Lane): void {
    const k = lane.step - lane.anchorStep;
    const cost = lane.cost;
    if (k <= 0 || cost === null) return;
    const { anchorGlobal: g, anchorLocal: l, batch, growingLocal, first, slope } = lane;
    const pairs = (k * (k - 1)) / 2;
    const start = (a: { base: number; perGlobalToken: number; perLocalToken: number }): number =>
      a.base + a.perGlobalToken * g + a.perLocalToken * l;
    const growth = (a: { perGlobalToken: number; perLocalToken: number }): number =>
      a.perGlobalToken * batch + a.perLocalToken * growingLocal;
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
    this.flop += (k * flop0 + flop1 * pairs) * this.chipsPerLane;
    this.bytes += (k * bytes0 + bytes1 * pairs) * this.chipsPerLane;
    this.tdpSeconds += sumOfMin(draw0, draw1, first, slope, k) * this.chipsPerLane;
    this.busyChipSeconds += seconds * this.chipsPerLane;
    this.laneSeconds += seconds;
    this.batchSeconds += batch * seconds;
    this.contextSeconds += (g + (batch * (k - 1)) / 2) * seconds;
    this.decodeTokens += batch * k;
  }

  /** Books one iteration that carried prompt chunks. */
  recordStep(lane: Lane, work: StepWork, prefillTokens: number): void {
    const { base, memory, compute } = this.power;
    const draw =
      base * work.seconds +
      (memory * work.bytes) / this.memoryBytesPerSecond +
      compute * work.peakComputeSeconds;
    this.flop += work.flop * this.chipsPerLane;
    this.bytes += work.bytes * this.chipsPerLane;
    this.tdpSeconds += Math.min(draw, work.seconds) * this.chipsPerLane;
    this.busyChipSeconds += work.seconds * this.chipsPerLane;
    this.laneSeconds += work.seconds;
    this.batchSeconds += lane.batch * work.seconds;
    this.contextSeconds += lane.globalTokens * work.seconds;
    this.decodeTokens += lane.batch;
    this.prefillTokens += prefillTokens;
  }

  /** Books a prompt that went through an SRAM pipeline: every chip works at its compute efficiency. */
  recordPipeline(chips: number, seconds: Seconds, computeShare: number, prefillTokens: number): void {
    const share = Math.min(1, this.power.base + this.power.compute * computeShare);
    this.tdpSeconds += share * chips * seconds;
    this.busyChipSeconds += chips * seconds;
    this.prefillTokens += prefillTokens;
  }
}
