import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { version } from '../package.json';
import { App } from './app';
import { savedScenario } from './share/export/single-page';
import { pageMeta } from './share/page-meta';
import { createStory, readStories } from './share/story';
import { createImportStore } from './store/import-store';
import { addressesOf, linkAt } from './store/addresses';
import { createInspectionStore } from './store/inspection-store';
import { createPageApi, nextPaint, type PageApi } from './store/page-api';
import { createReasons } from './store/reasons';
import { createRunFiles } from './store/run-files';
import { createRunStore } from './store/run-store';
import { createScenarioStore } from './store/scenario-store';
import { startUrlSync } from './store/url-sync';
import { createViewStore } from './store/view-store';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/answer.css';
import './styles/inspector.css';
import './styles/charts.css';
import './styles/notices.css';
import './styles/print.css';
import './views/slide/slide.css';
import { createClock } from './views/clock';
import { ErrorBoundary } from './views/error-boundary';
import { frameLoop } from './views/frame-loop';
import { loadPictures, paintedWith } from './views/later';
import { followTheme, installPalette } from './views/theme';
import { StoresContext, type Stores } from './views/use-stores';
import { createEngineClient } from './worker/client';

declare global {
  interface Window {
    tokenyard: PageApi;
  }
}

/** The only place that knows all: builds stores, engine and tree, in the order in which they depend on each other. */
function start(root: HTMLElement): void {
  const pictures = loadPictures();
  installPalette();
  const scenarioStore = createScenarioStore();
  const framed = window.parent !== window;
  const urlSync = startUrlSync(scenarioStore, window, { framed, otherwise: savedScenario() });
  const viewStore = createViewStore();
  followTheme(scenarioStore, viewStore);
  // What the hand moves is drawn first.
  scenarioStore.subscribe((state, before) => {
    if (state.scenario !== before.scenario) frameLoop().spare();
  });
  const client = createEngineClient();
  const runStore = createRunStore({ scenarioStore, client });
  const inspectionStore = createInspectionStore({ runStore, client });
  const addresses = addressesOf(window.location.href, pageMeta);
  const stores: Stores = {
    scenario: scenarioStore,
    run: runStore,
    view: viewStore,
    inspection: inspectionStore,
    imports: createImportStore({ scenarioStore, runStore, client }),
    clock: createClock(viewStore),
    story: createStory(scenarioStore),
    files: createRunFiles({ runStore, client }),
    advice: {
      async estimate(scenario, id) {
        const { createAdvice } = await import('./store/advice');
        return createAdvice({ runStore, client }).estimate(scenario, id);
      },
      async keepUp(scenario, id, signal) {
        const { createAdvice } = await import('./store/advice');
        return createAdvice({ runStore, client }).keepUp(scenario, id, signal);
      },
    },
    plan: {
      async find(question, onProgress, signal) {
        const { createPlanner } = await import('./store/plan');
        return createPlanner({ runStore, client }).find(question, onProgress, signal);
      },
    },
    reasons: createReasons({ client, runStore }),
    addresses,
    linkOf: (scenario) => linkAt(addresses.page, scenario),
  };

  createRoot(root).render(
    <StrictMode>
      <StoresContext value={stores}>
        <ErrorBoundary what="This page">
          <App />
        </ErrorBoundary>
      </StoresContext>
    </StrictMode>,
  );

  window.tokenyard = createPageApi({
    version,
    ready: pictures.then(nextPaint),
    scenarioStore,
    runStore,
    inspectionStore,
    async painted() {
      await paintedWith(nextPaint);
      urlSync.flush();
    },
  });
  if (framed) void joinHost(stores, root);
  void pictures.then(() => {
    whenIdle(() => void client.fetchClosedForm());
    readStories(whenIdle);
  });
}

/** Not in every browser. */
function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(act);
  else setTimeout(act, 50);
}

/** Inside another page only: what the two say to each other comes in a file of its own. */
async function joinHost(stores: Stores, content: Element): Promise<void> {
  const { joinHost: join } = await import('./share/join-host');
  const { scenario, run, inspection, clock, story, linkOf } = stores;
  join({
    window,
    // Not in every browser; there the first message from the host names it.
    hostOrigin: (window.location.ancestorOrigins as DOMStringList | undefined)?.[0] ?? null,
    version,
    scenarioStore: scenario,
    runStore: run,
    inspectionStore: inspection,
    clock,
    step: story.step,
    linkOf,
    content,
  });
}

const root = document.getElementById('root');
if (root) start(root);
