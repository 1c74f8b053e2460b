import { renderToString } from 'react-dom/server';
import { createStores } from './create-stores';
import { Page } from './page';
import { addressesOf } from './store/addresses';
import { createScenarioStore } from './store/scenario-store';
import { createViewStore } from './store/view-store';
import { paletteCss } from './views/palette';
import type { EngineClient } from './worker/client';

/**
 * The page as it stands before any answer: index.html holds it, so that the frame and the question are there before the
 * code is. It has no numbers: those come from the engine.
 */
export function prerender(): { html: string; css: string } {
  const scenarioStore = createScenarioStore();
  const viewStore = createViewStore();
  const addresses = addressesOf('https://page.invalid/', () => null);
  const stores = createStores({ scenarioStore, viewStore, client: SILENT, addresses });
  return { html: renderToString(<Page stores={stores} />), css: paletteCss() };
}

/** An engine that has not answered yet. */
const never = () => new Promise<never>(() => undefined);
const nothing = () => undefined;
const SILENT: EngineClient = {
  run: never,
  closedForm: never,
  closedFormNow: () => null,
  fetchClosedForm: never,
  estimate: never,
  frontier: never,
  cards: never,
  receipt: never,
  cancel: nothing,
  loadTrace: never,
  runFile: never,
  cancelFile: nothing,
  readLedger: never,
  cancelLedger: nothing,
  dropTrace: nothing,
  onCrash: nothing,
  restart: never,
};
