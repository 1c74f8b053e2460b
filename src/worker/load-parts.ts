import type { EngineInput } from '../engine/input';
import { neededParts, type RunParts } from '../engine/sim/parts';

/** Fetches the parts of the simulator that an input asks for; a run without any waits for nothing. */
export async function loadParts(input: EngineInput): Promise<RunParts> {
  return neededParts(input).length === 0 ? {} : (await import('../engine/sim/all-parts')).ALL_PARTS;
}
