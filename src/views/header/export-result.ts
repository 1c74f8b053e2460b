import type { SideReport } from '../../engine/result';
import { toJson } from '../../scenario/json';
import type { Scenario } from '../../scenario/scenario';
import type { Question } from '../../store/run-store';
import type { RunOutcome } from '../../worker/api';

/** The scenario of a file: it opens as a whole page, however the page is shown that saved it. */
export const asPage = (scenario: Scenario): Scenario => ({
  ...scenario,
  view: 'full',
  layout: 'page',
  embed: false,
});

interface Saved {
  /** What `outcome` answers. */
  question: Question;
  link: string;
  outcome: RunOutcome;
}

/** The result as a file that the page opens again: the question, the link that asks it again, and both answers. */
export function resultFile({ question, link, outcome }: Saved): string {
  const { scenario, trace } = question;
  const result: { a: SideReport; b: SideReport | null } = {
    a: outcome.a.report,
    b: outcome.b?.report ?? null,
  };
  const file = {
    tokenyard: 1,
    link,
    scenario: toJson(asPage(scenario)),
    // Which requests they were, where a trace sent them: no link has it.
    trace: trace && { name: trace.name, requests: trace.requests },
    result,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
