import { Suspense, useLayoutEffect, useSyncExternalStore } from 'react';
import { cueOf } from './share/story';
import { Answer } from './views/answer/answer';
import { ScenarioPanel } from './views/controls/scenario-panel';
import { ErrorBoundary } from './views/error-boundary';
import { useMedia } from './views/flow/use-media';
import { Header } from './views/header/header';
import { Wordmark } from './views/icons';
import { SkipLinks } from './views/inspector/skip-link';
import {
  LaterCharts,
  LaterDropZone,
  LaterFlow,
  LaterInspector,
  LaterLookUp,
  LaterNotices,
  LaterStoryBar,
  LaterUpdateNotice,
} from './views/later';
import { NARROW, WIDE } from './views/media';
import { Failure } from './views/notices/failure';
import { Problems, Warnings } from './views/notices/problems';
import { pageParts, slideParts, type PageParts } from './views/page-parts';
import { useInspection, useRun, useScenario, useStores, useView } from './views/use-stores';

/** The page frame: full or embedded, with the parts that the link asks for. */
export function App() {
  const view = useScenario((state) => state.scenario.view);
  const embed = useScenario((state) => state.scenario.embed);
  const answered = useRun((state) => (state.estimate ?? state.outcome ?? state.failure) !== null);
  const slide = useScenario((state) => state.scenario.layout === 'slide');
  // Controls are nothing for an audience.
  const free = slide && view === 'full';
  const shown = free ? 'race' : view;
  const { story } = useStores();
  const within = useSyncExternalStore(story.subscribe, story.within, story.within);
  const parts = free ? slideParts(within && cueOf(within).look) : pageParts(shown);
  const bare = embed || slide;
  // Text grows with a slide. Not by `:has` in the style sheet: that would be looked at in every change of the page.
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-slide', slide);
  }, [slide]);
  return (
    <div
      className="page"
      data-answered={answered}
      data-answers={parts.answer}
      data-embed={embed}
      data-view={shown}
      data-layout={slide ? 'slide' : 'page'}
    >
      {!bare && parts.flow && <SkipLinks />}
      {!bare && <Header />}
      <main className="main">
        {bare && <h1 className="visually-hidden">Tokenyard</h1>}
        <div className="notices">
          <Failure />
          <Suspense>
            <LaterNotices />
            {import.meta.env.PROD && !embed && <LaterUpdateNotice />}
          </Suspense>
          <Problems />
        </div>
        <Parts parts={parts} quiet={bare || !parts.answer} />
        <Warnings />
      </main>
      {!slide && (embed || view !== 'full') && <WayOut embed={embed} />}
      {slide && (
        <Suspense>
          <LaterStoryBar />
        </Suspense>
      )}
      <LaterDropZone />
      <Dialogs />
    </div>
  );
}

/**
 * The order in the document is the order on screen, so that reading and tabbing follow the eye. The keys keep a part
 * what it is when a turned phone changes the order.
 */
function Parts({ parts, quiet }: { parts: PageParts; quiet: boolean }) {
  const narrow = useMedia(NARROW);
  const wide = useMedia(WIDE);
  const inspected = useInspection((state) => state.selected !== null);
  const pieces = {
    scenario: parts.scenario && (
      <ErrorBoundary key="scenario" what="The scenario">
        <ScenarioPanel />
      </ErrorBoundary>
    ),
    answer: parts.answer && (
      <ErrorBoundary key="answer" what="The answer">
        <Answer />
      </ErrorBoundary>
    ),
    flow: parts.flow && (
      <div className="flow-place" key="flow">
        <ErrorBoundary what="The flow">
          <LaterFlow />
        </ErrorBoundary>
      </div>
    ),
    inspector: (parts.flow || parts.charts.includes('timeline')) && (
      <ErrorBoundary key="inspector" what="The inspector">
        <LaterInspector quiet={quiet} />
      </ErrorBoundary>
    ),
    charts: parts.charts.length > 0 && (
      <ErrorBoundary key="charts" what="The charts">
        <LaterCharts shown={parts.charts} />
      </ErrorBoundary>
    ),
  };
  const { scenario, answer, flow, inspector, charts } = pieces;
  const column = answer && (
    <div className="answer-column" key="column" data-open={inspected}>
      {answer}
      {inspector}
    </div>
  );
  const order = narrow
    ? [answer, flow, scenario, inspector, charts]
    : wide || !parts.scenario
      ? [scenario, flow, charts, column || inspector]
      : [scenario, answer, flow, inspector, charts];
  return <div className="parts">{order}</div>;
}

/** What is open over the page, while somebody looks into it. */
function Dialogs() {
  const open = useView(({ catalogue, validation }) => catalogue !== null || validation !== null);
  return <Suspense>{open && <LaterLookUp />}</Suspense>;
}

/** From a part to the whole: inside another page in a window of its own. */
function WayOut({ embed }: { embed: boolean }) {
  const { scenario: store, linkOf } = useStores();
  const link = useScenario((state) => linkOf({ ...state.scenario, view: 'full', embed: false }));
  return (
    <footer className="way-out">
      {embed ? (
        <a href={link} target="_blank" rel="noopener">
          <Wordmark /> <span>Open with all controls</span>
        </a>
      ) : (
        <button type="button" className="button" onClick={() => store.getState().set({ view: 'full' })}>
          Show everything
        </button>
      )}
    </footer>
  );
}
