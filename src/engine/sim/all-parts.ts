import { Ledger } from './ledger';
import type { RunParts } from './parts';
import { rememberIfPossible } from './remember';
import { turnsOf } from './sessions-part';

/** Every part of the simulator, for drivers that have them all at hand. */
export const ALL_PARTS: RunParts = {
  memory: rememberIfPossible,
  sessions: turnsOf,
  ledger: (requests, only) => new Ledger(requests, only),
};
