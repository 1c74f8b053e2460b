import type { StoreApi } from 'zustand/vanilla';
import type { SideReport } from '../engine/result';
import type { Card } from '../engine/derive/cards';
import type { EngineClient } from '../worker/client';
import { isAtHand } from './job';
import type { RunState } from './run-store';

/** What the numbers of a report are made of; asked for once a report, when somebody looks. */
export interface Reasons {
  /** Never rejects. */
  of: (side: 'a' | 'b', report: SideReport) => Promise<Reason>;
}

export interface Reason {
  /** Empty where the report is not of the run on screen, its side cannot run, or something is missing. */
  cards: Card[];
  /** What a simulated report has no cards for: its trace was replaced or dropped, or the engine gave no answer. */
  missing: 'trace' | 'engine' | null;
}

interface Parts {
  client: Pick<EngineClient, 'cards'>;
  runStore: StoreApi<RunState>;
}

const none = (missing: Reason['missing']): Reason => ({ cards: [], missing });

export function createReasons({ client, runStore }: Parts): Reasons {
  const known = new WeakMap<SideReport, Promise<Reason>>();

  async function reasonOf(side: 'a' | 'b', report: SideReport): Promise<Reason> {
    const { asked: jobs, outcome, trace } = runStore.getState();
    const job = outcome?.[side]?.report === report ? jobs?.[side] : null;
    if (!job) return none(null);
    if (!isAtHand(job, trace)) return none('trace');
    try {
      return { cards: await client.cards(job, report), missing: null };
    } catch {
      return none(isAtHand(job, runStore.getState().trace) ? 'engine' : 'trace');
    }
  }

  return {
    of(side, report) {
      const asked = known.get(report);
      if (asked !== undefined) return asked;
      const reason = reasonOf(side, report);
      known.set(report, reason);
      return reason;
    },
  };
}
