import type { StoreApi } from 'zustand/vanilla';
import { createStory } from './share/story';
import { linkAt, type Addresses } from './store/addresses';
import { createImportStore } from './store/import-store';
import { createInspectionStore } from './store/inspection-store';
import { keepInLink } from './store/looked-into';
import { createReasons } from './store/reasons';
import { createRunFiles } from './store/run-files';
import { createRunStore } from './store/run-store';
import type { ScenarioState } from './store/scenario-store';
import type { ViewState } from './store/view-store';
import { createClock } from './views/clock';
import type { FirstSentence } from './views/answer/first-sentence';
import type { Stores } from './views/use-stores';
import type { EngineClient } from './worker/client';

interface Parts {
  scenarioStore: StoreApi<ScenarioState>;
  viewStore: StoreApi<ViewState>;
  client: EngineClient;
  addresses: Addresses;
  firstSentence: FirstSentence | null;
}

/** Everything that the views are given, in the order in which the parts depend on each other. */
export function createStores({ scenarioStore, viewStore, client, addresses, firstSentence }: Parts): Stores {
  const runStore = createRunStore({ scenarioStore, client });
  const story = createStory(scenarioStore);
  const clock = createClock(viewStore);
  let told = story.place()?.preset;
  story.subscribe(() => {
    const next = story.place()?.preset;
    if (next !== told) clock.renew();
    told = next;
  });
  const engine = { runStore, client };
  const inspection = createInspectionStore(engine);
  keepInLink(scenarioStore, inspection);
  return {
    scenario: scenarioStore,
    run: runStore,
    view: viewStore,
    inspection,
    imports: createImportStore({ scenarioStore, ...engine }),
    clock,
    story,
    files: createRunFiles(engine),
    advice: async () => (await import('./store/advice')).createAdvice(engine),
    plan: async () => (await import('./store/plan')).createClusterSearch(engine),
    others: async () => (await import('./store/others')).createOthers(engine),
    reasons: createReasons(engine),
    addresses,
    firstSentence,
    linkOf: (scenario) => linkAt(addresses.page, scenario),
  };
}
