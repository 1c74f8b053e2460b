import { startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { version } from '../package.json';
import { createStores } from './create-stores';
import { Page } from './page';
import { encode } from './scenario/codec';
import { DEFAULT_SCENARIO } from './scenario/defaults';
import { pageMeta } from './share/page-meta';
import { readStories } from './share/story';
import { addressesOf } from './store/addresses';
import { createPageApi, nextPaint, type PageApi } from './store/page-api';
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
import { readFirstSentence } from './views/answer/first-sentence';
import { loadPictures, paintedWith } from './views/later';
import { followTheme } from './views/theme';
import type { Stores } from './views/use-stores';
import { createEngineClient } from './worker/client';

declare global {
  interface Window {
    tokenyard: PageApi;
  }
}

/** After the first paint of all parts; a rehearsal that came sooner would take its cores. */
const SETTLED_MS = 1000;

/** The only place that knows all: builds stores, engine and tree, in the order in which they depend on each other. */
function start(root: HTMLElement): void {
  // The built index.html has the colours and the page before its first answer.
  if (root.dataset['early'] === undefined)
    void import('./views/install-palette').then(
      ({ installPalette }) => installPalette(),
      () => undefined,
    );
  const scenarioStore = createScenarioStore();
  const framed = window.parent !== window;
  const urlSync = startUrlSync(scenarioStore, window, { framed, otherwise: pageMeta('scenario') ?? '' });
  const viewStore = createViewStore();
  followTheme(scenarioStore, viewStore);
  drawWhatMovesFirst(scenarioStore);
  const client = createEngineClient();
  const addresses = addressesOf(window.location.href, pageMeta);
  const { scenario: asked } = scenarioStore.getState();
  const usual = encode(asked) === encode(DEFAULT_SCENARIO);
  const firstSentence = usual ? readFirstSentence(root, asked) : null;
  const stores = createStores({ scenarioStore, viewStore, client, addresses, firstSentence });
  const drawable = draw(root, stores, usual);

  window.tokenyard = createPageApi({
    version,
    ready: drawable.then(nextPaint),
    scenarioStore,
    runStore: stores.run,
    inspectionStore: stores.inspection,
    async painted() {
      await paintedWith(nextPaint);
      urlSync.flush();
    },
  });
  if (framed) void joinHost(stores, root);
  void drawable.then(() => {
    const scenario = () => scenarioStore.getState().scenario;
    // An embed may never be touched, and computes nothing unasked.
    const atRest = () => {
      if (framed) return;
      setTimeout(() => {
        void import('./store/rehearsal').then(
          ({ rehearse }) => rehearse({ scenario, client, whenIdle, onChange: scenarioStore.subscribe }),
          // Without the file the first slider that moves finds code that is compiled as it moves.
          () => undefined,
        );
      }, SETTLED_MS);
    };
    whenIdle(() => void client.fetchClosedForm().then(atRest));
    readStories(whenIdle);
  });
}

/** Resolves when the page can be drawn. In tasks of their own: between them the browser paints, and answers a hand. */
async function draw(root: HTMLElement, stores: Stores, usual: boolean): Promise<void> {
  await nextTask();
  const mounted = mount(root, stores, usual);
  await nextTask();
  await Promise.all([mounted, loadPictures()]);
}

const nextTask = () => new Promise<void>((next) => setTimeout(next, 0));

/**
 * index.html may hold the page before its first answer here: then its elements are used, where they are those of this
 * scenario. In slices, so that they can be used meanwhile. Resolves when all of it is there.
 */
function mount(root: HTMLElement, stores: Stores, usual: boolean): Promise<void> {
  if (!usual) root.textContent = '';
  root.inert = false;
  return new Promise((mounted) => {
    const settle = () => {
      delete root.dataset['early'];
      mounted();
    };
    const page = <Page stores={stores} onMounted={settle} />;
    if (!root.hasChildNodes()) createRoot(root).render(page);
    else startTransition(() => void hydrateRoot(root, page, { onRecoverableError: partsToCome }));
  });
}

/** Parts that come in files of their own are not in index.html, which React tells (419); anything else is an error. */
function partsToCome(error: unknown): void {
  if (!String(error).includes('#419')) reportError(error);
}

/** What the hand moves is drawn first: a frame in which the scenario changes leaves out what the loop would paint. */
function drawWhatMovesFirst(scenarioStore: Stores['scenario']): void {
  void import('./views/frame-loop').then(
    ({ frameLoop }) =>
      scenarioStore.subscribe((state, before) => {
        if (state.scenario !== before.scenario) frameLoop().spare();
      }),
    // Without the file there is no loop to spare.
    () => undefined,
  );
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
