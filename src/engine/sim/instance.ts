import type { PoolPlan } from '../plan';
import type { KvRoom } from './kv-room';
import type { Lane } from './lane';
import type { PoolMeter } from './pool-meter';

/** A pool as state: its plan, its instances and what it has done so far. */
export interface Pool {
  index: number;
  plan: PoolPlan;
  instances: Instance[];
  meter: PoolMeter;
  /** Whole-length reservation: sequences never grow into memory that is not theirs, so none is preempted. */
  reserves: boolean;
}

/** One model replica: KV memory, a queue and one or more lanes. */
export interface Instance {
  id: number;
  pool: Pool;
  kv: KvRoom;
  lanes: Lane[];
  /** Requests sent here and not yet gone. */
  load: number;
  /** First and last waiting request, linked through `RequestState.next`; -1 when none waits. */
  queueHead: number;
  queueTail: number;
  /** Sequences that hold a reservation, of at most lanes × cap. */
  reserved: number;
  /** SRAM pipelines that prefill: whether a prompt occupies the entrance. */
  pipelineBusy: boolean;
}
