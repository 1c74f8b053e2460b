import { renderToString } from 'react-dom/server';
import { createStores } from './create-stores';
import { pairedDifference } from './engine/sim/difference';
import { simulate } from './engine/sim/simulate';
import { Page } from './page';
import { resolve, type ResolvedSide } from './scenario/resolve';
import type { Scenario } from './scenario/scenario';
import { addressesOf } from './store/addresses';
import { createScenarioStore } from './store/scenario-store';
import { createViewStore } from './store/view-store';
import type { FirstSentence } from './views/answer/first-sentence';
import { answerSentence } from './views/answer/sentence';
import { paletteCss } from './views/palette';
import type { EngineClient } from './worker/client';

/**
 * The page as it stands before the engine answers: index.html holds it, so that the frame, the question and the sentence
 * that answers it are there before the code is. The sentence is the simulator's, run here; it has no other numbers.
 */
export function prerender(): { html: string; css: string } {
  const scenarioStore = createScenarioStore();
  const viewStore = createViewStore();
  const addresses = addressesOf('https://page.invalid/', () => null);
  const firstSentence = answered(scenarioStore.getState().scenario);
  const stores = createStores({ scenarioStore, viewStore, client: SILENT, addresses, firstSentence });
  return { html: renderToString(<Page stores={stores} />), css: paletteCss() };
}

function answered(scenario: Scenario): FirstSentence {
  const outcomeOf = (side: ResolvedSide) => {
    if (side.kind === 'impossible') throw new Error('The usual scenario must be one that can be run.');
    return simulate(side.input);
  };
  const { a, b } = resolve(scenario);
  const [outcomeA, outcomeB] = [outcomeOf(a), b && outcomeOf(b)];
  const difference = outcomeB && pairedDifference(outcomeA, outcomeB);
  return { of: scenario, pieces: answerSentence(outcomeA.report, outcomeB?.report, difference) };
}

/** An engine that has not answered yet. */
const never = () => new Promise<never>(() => undefined);
const nothing = () => undefined;
const SILENT: EngineClient = {
  run: never,
  rehearse: never,
  share: nothing,
  closedForm: never,
  closedFormNow: () => null,
  fetchClosedForm: never,
  estimate: never,
  frontier: never,
  cards: never,
  receipt: never,
  cancel: nothing,
  loadTrace: never,
  cancelTrace: nothing,
  runFile: never,
  cancelFile: nothing,
  readLedger: never,
  cancelLedger: nothing,
  dropTrace: nothing,
  onCrash: nothing,
  restart: never,
};
