import { Suspense, useMemo } from 'react';
import { Fold } from '../fold';
import { useMedia } from '../flow/use-media';
import { LaterRunProgress } from '../later';
import { NARROW, WIDE } from '../media';
import { useSideNames } from '../use-side-names';
import { useScenario, useStores } from '../use-stores';
import { AnswerFolds, AnswerFoot, promises, remembers } from './answer-folds';
import { answerSentence, runs } from './sentence';
import { SentenceView } from './sentence-view';
import { Tiles } from './tiles';
import { Trouble } from './trouble';
import { useShownReports } from './use-shown-reports';
import { useTold } from './use-told';

/** What came out: one computed sentence, the numbers, each with its reason, and what does not fit. */
export function Answer() {
  const reports = useShownReports();
  const names = useSideNames();
  const foldable = useScenario(({ scenario }) => scenario.view === 'full' && scenario.layout === 'page');
  // Promises and memory are told of beside the usual.
  const promised = useScenario((state) => promises(state.scenario));
  const remembered = useScenario((state) => remembers(state.scenario));
  const troubles = [reports.a, reports.b].filter((side) => side && !runs(side)).length;
  // Where the flow comes below the answer, the numbers are folded, so that it is in sight; on paper nothing need be.
  const narrow = useMedia(NARROW);
  const wide = useMedia(WIDE);
  const paper = useMedia('print');
  const folded = narrow || (foldable && !wide && !paper);
  const { about, told, coming } = useTold();
  const { firstSentence } = useStores();
  const unasked = useScenario(({ scenario }) => scenario === firstSentence?.of);
  const sentence = useMemo(() => {
    const { a, b, difference } = reports;
    if (unasked && firstSentence && a?.method !== 'simulated') return firstSentence.pieces;
    return answerSentence(a, b, difference, told);
  }, [reports, told, unasked, firstSentence]);
  const tiles = <Tiles reports={reports} names={names} about={about} />;
  const folds = foldable ? <AnswerFolds reports={reports} /> : <AnswerFoot reports={reports} />;
  return (
    <section
      className="answer"
      aria-label="Answer"
      data-troubles={troubles}
      data-remembers={remembered}
      data-coming={coming || undefined}
      data-folded={folded}
    >
      <SentenceView
        sentence={sentence}
        more={Number(promised) + Number(remembered) + Number(about === 'jitter' || about === 'stall')}
      />
      <Suspense fallback={<div className="run-progress" />}>
        <LaterRunProgress />
      </Suspense>
      {folded ? (
        <Fold id="tiles" summary="The numbers">
          {tiles}
          {folds}
        </Fold>
      ) : (
        tiles
      )}
      {/* Below the numbers, which are read while a slider moves: trouble comes and goes and must not move them. */}
      <Trouble id="a" report={reports.a} />
      <Trouble id="b" report={reports.b} />
      {!folded && folds}
    </section>
  );
}
