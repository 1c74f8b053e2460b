import type { EngineInput, WorkloadInput } from '../input';
import type { Ledger } from './ledger';
import type { rememberIfPossible } from './remember';
import type { turnsOf } from './sessions-part';
import type { SessionWorkload } from '../workload/session-workload';

/**
 * Parts of the simulator that most runs do without. Whoever drives a run brings those that it needs, so that a page
 * fetches them only when a scenario asks; `ALL_PARTS` is for drivers that need not care.
 */
export interface RunParts {
  /** KV that outlives its request, and the tiers behind the device. */
  memory?: typeof rememberIfPossible;
  /** Requests that are turns of sessions. */
  sessions?: typeof turnsOf;
  /** Where every token ran; of one request alone when `only` is not negative. */
  ledger?: (requests: number, only: number) => Ledger;
}

/** Parts that an input cannot be carried out without. The ledger is asked for apart: it changes no result. */
export function neededParts(input: EngineInput): Exclude<keyof RunParts, 'ledger'>[] {
  const needed: Exclude<keyof RunParts, 'ledger'>[] = [];
  if (input.cluster.memory !== undefined) needed.push('memory');
  if (sessionsOf(input.workload) !== null) needed.push('sessions');
  return needed;
}

/** The workload where its requests are turns of sessions, else null. */
export function sessionsOf(workload: WorkloadInput): SessionWorkload | null {
  return workload.kind === 'synthetic' && workload.sessions !== undefined
    ? { ...workload, sessions: workload.sessions }
    : null;
}

/** A part that must be there. */
export function partOf<K extends keyof RunParts>(parts: RunParts, name: K): NonNullable<RunParts[K]> {
  const part = parts[name];
  if (part === undefined) throw new Error(`this run needs its part "${name}", and nobody brought it`);
  return part;
}
