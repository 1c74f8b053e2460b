import type { Bytes, BytesPerSecond, Seconds } from '../../units/units';
import type { FlashEndurance } from '../tiering';
import type { EvictionChoice } from './eviction/policies';

/** Places for KV behind the device (which is G1), fastest first, with the ids of Dynamo's KV block manager. */
export type TierId = 'G2' | 'G2c' | 'G3' | 'G3.5' | 'G4';

/** What one client gets at most, and what all clients of one store get together. */
export interface TierRate {
  perClient: BytesPerSecond;
  aggregate: BytesPerSecond;
}

/** One tier: one store, or one for every `instancesPerStore` instances. */
export interface TierInput {
  id: TierId;
  name: string;
  /** Of one store. */
  capacityBytes: Bytes;
  /** 1: private; 8: the instances of a node, say; Infinity: everybody's. */
  instancesPerStore: number;
  read: TierRate;
  write: TierRate;
  latencySeconds: Seconds;
  /** `through`: a block is copied here when it comes onto the device; `back`: when the tier above evicts it. */
  fill: 'through' | 'back';
  /** Admission filter: uses a block needs behind it before it is written here; 1 lets all in. */
  admitUses: number;
  /** A write that would wait longer than this is dropped: the write queue is bounded. */
  writeQueueSeconds: Seconds;
  eviction: EvictionChoice;
  /** Null where writes do not wear the medium out. */
  endurance: FlashEndurance | null;
}
