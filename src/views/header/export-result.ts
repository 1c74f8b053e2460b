import type { SideReport } from '../../engine/result';
import { encodeQuestion } from '../../scenario/codec';
import { toJson } from '../../scenario/json';
import type { Scenario } from '../../scenario/scenario';
import type { Question } from '../../store/run-store';
import type { RunOutcome } from '../../worker/api';
import type { ShownFigure } from './figures';

/** The scenario of a file: it opens as a whole page, however the page is shown that saved it. */
export const asPage = (scenario: Scenario): Scenario => ({
  ...scenario,
  view: 'full',
  layout: 'page',
  embed: false,
});

interface Answered {
  now: Question;
  /** Of the last finished run; null while there is none. */
  run: Question | null;
  frontier: { question: Question } | null;
}

/**
 * What the numbers of a figure answer. What moves and the waterfall are the run on screen, and the frontier is asked for by
 * itself. Curves follow the scenario; their dots may be of a run of its first requests, which draws the same curves.
 */
export function questionOf(
  { name, canvas }: Pick<ShownFigure, 'name' | 'canvas'>,
  { now, run, frontier }: Answered,
): Question {
  if (name === 'Frontier') return frontier?.question ?? now;
  if (run === null) return now;
  return canvas !== null || name === 'Waterfall' || isOfFirstRequests(run, now) ? run : now;
}

function isOfFirstRequests(run: Question, now: Question): boolean {
  const { requests } = now.scenario;
  return (
    run.trace === now.trace && encodeQuestion({ ...run.scenario, requests }) === encodeQuestion(now.scenario)
  );
}

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
