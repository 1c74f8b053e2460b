import { Ledger } from './ledger';
import type { RunParts } from './parts';
import { rememberIfPossible } from './remember';

/** Every part of the simulator, for drivers that have them all at hand. */
export const ALL_PARTS: RunParts = {
  memory: rememberIfPossible,
  ledger: (requests, only) => new Ledger(requests, only),
};
