import { Suspense } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Scenario } from '../../scenario/scenario';
import { Fold } from '../fold';
import { LaterDetails } from '../later';
import { useScenario } from '../use-stores';
import type { DetailPart } from './details';
import type { ShownReports } from './shown-reports';

type Row = readonly [part: DetailPart, title: string, applies: (scenario: Scenario) => boolean];

export const promises: Row[2] = ({ classes, slo }) => classes !== null || slo !== null;
export const remembers: Row[2] = ({ a, b }) => a.tiers !== null || (b !== null && b.tiers !== null);

/** Whether a fold applies follows from the scenario, not from its answer: none comes late and moves the others. */
const ROWS: readonly Row[] = [
  ['promises', 'Promises kept', promises],
  ['memory', 'What was remembered', remembers],
  ['difference', 'What makes the difference', ({ b }) => b !== null],
  ['waits', 'What it waits for', () => true],
  ['sure', 'How sure', () => true],
];

/** Where nothing folds open, because there is no room or nobody to open it: what the sentence has no words for. */
export function AnswerFoot({ reports }: { reports: ShownReports }) {
  const applies = useScenario((state) => remembers(state.scenario));
  return (
    applies && (
      <Suspense>
        <LaterDetails part="remembers" reports={reports} />
      </Suspense>
    )
  );
}

/** More of the answer, for whoever asks. */
export function AnswerFolds({ reports }: { reports: ShownReports }) {
  const there = useScenario(useShallow(({ scenario }) => ROWS.map(([, , applies]) => applies(scenario))));
  return ROWS.map(
    ([part, title], row) =>
      there[row] && (
        <Fold key={part} id={`answer-${part}`} summary={title}>
          <Suspense>
            <LaterDetails part={part} reports={reports} />
          </Suspense>
        </Fold>
      ),
  );
}
