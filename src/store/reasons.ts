import type { StoreApi } from 'zustand/vanilla';
import type { SideReport } from '../engine/result';
import type { Card } from '../engine/derive/cards';
import type { EngineClient } from '../worker/client';
import type { RunState } from './run-store';

/** What the numbers of a report are made of; asked for once a report, when somebody looks. */
export interface Reasons {
  /** Empty where the report is not of the run on screen, or its side cannot run. Never rejects. */
  of: (side: 'a' | 'b', report: SideReport) => Promise<Card[]>;
}

interface Parts {
  client: Pick<EngineClient, 'cards'>;
  runStore: StoreApi<RunState>;
}

export function createReasons({ client, runStore }: Parts): Reasons {
  const known = new WeakMap<SideReport, Promise<Card[]>>();
  return {
    of(side, report) {
      const asked = known.get(report);
      if (asked !== undefined) return asked;
      const { asked: jobs, outcome } = runStore.getState();
      const job = outcome?.[side]?.report === report ? (jobs?.[side] ?? null) : null;
      const cards = job === null ? Promise.resolve([]) : client.cards(job, report).catch(() => []);
      known.set(report, cards);
      return cards;
    },
  };
}
