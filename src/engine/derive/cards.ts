import type { EngineInput } from '../input';
import { makePlan } from '../plan';
import type { SideReport } from '../result';
import { closedForms } from './closed-form';
import type { Quantity } from './quantity';
import { runNumbers } from './run';

export type CardId = 'ttft' | 'tpot' | 'speed' | 'e2e' | 'energy' | 'cost' | 'chips';

/** What a number is made of: as the run counted it, and as the closed form computes it. */
export interface Card {
  id: CardId;
  /** Null for a side that was not simulated. */
  run: Quantity | null;
  /** Null where no formula knows it. */
  closedForm: Quantity | null;
}

const IDS: readonly CardId[] = ['ttft', 'tpot', 'speed', 'e2e', 'energy', 'cost', 'chips'];

/** The reasons behind a side's numbers; `report` is the one on screen. Empty when the side cannot run. */
export function cards(input: EngineInput, report: SideReport): Card[] {
  const planned = makePlan(input);
  if (!planned.feasible) return [];
  const run = report.method === 'simulated' ? runNumbers(planned.plan.pools, report) : null;
  const forms = closedForms(input);
  return IDS.map((id) => ({ id, run: run?.[id] ?? null, closedForm: forms[id] ?? null }));
}
