import type { ModelInput, PoolInput, PoolRole, WeightFormat } from '../engine/input';
import type { PoolChoice } from './scenario';

/** How a pool beside those of the architecture differs from them. */
export interface Beside {
  edge: boolean;
  /** Null: the scenario's. */
  served: { model: ModelInput; weightFormat: WeightFormat } | null;
}

/** Makes a pool of a role out of a choice, or says why it cannot be. */
export type MakePool = (
  role: PoolRole,
  choice: PoolChoice,
  beside?: Beside,
) => { ok: true; pool: PoolInput } | { ok: false; reason: string };
