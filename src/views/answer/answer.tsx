import { Suspense, useMemo } from 'react';
import { ARCHITECTURE_TEXT } from '../architectures';
import { Fold } from '../fold';
import { useMedia } from '../flow/use-media';
import { LaterDifference } from '../later';
import { NARROW } from '../media';
import { useScenario } from '../use-stores';
import { RunProgress } from './run-progress';
import { answerSentence } from './sentence';
import { SentenceView } from './sentence-view';
import { Tiles } from './tiles';
import { Trouble } from './trouble';
import { useShownReports } from './use-shown-reports';

/** What came out: one computed sentence, what does not fit, and the numbers, each with its reason. */
export function Answer() {
  const reports = useShownReports();
  const architectureA = useScenario((state) => state.scenario.a.architecture);
  const architectureB = useScenario((state) => state.scenario.b?.architecture ?? null);
  const full = useScenario((state) => state.scenario.view === 'full');
  const narrow = useMedia(NARROW);
  const sentence = useMemo(() => answerSentence(reports.a, reports.b), [reports]);
  const names = {
    A: ARCHITECTURE_TEXT[architectureA].short,
    B: architectureB ? ARCHITECTURE_TEXT[architectureB].short : '',
  };
  const tiles = <Tiles reports={reports} names={names} />;
  return (
    <section className="answer" aria-label="Answer">
      <SentenceView sentence={sentence} />
      <RunProgress />
      <Trouble id="a" report={reports.a} />
      <Trouble id="b" report={reports.b} />
      {narrow ? (
        <Fold id="tiles" summary="The numbers">
          {tiles}
        </Fold>
      ) : (
        tiles
      )}
      {reports.b !== undefined && full && (
        <Fold id="difference" summary="What makes the difference">
          <Suspense>
            <LaterDifference reports={reports} />
          </Suspense>
        </Fold>
      )}
    </section>
  );
}
