import { resolve } from '../scenario/resolve';
import type { Scenario } from '../scenario/scenario';
import type { EngineClient } from '../worker/client';
import { axisValues } from './curve-axes';
import { questionsOf } from './job';

/** Times after which compiled code serves; the first ones take several times as long. */
const TIMES = 12;

interface Rehearsal {
  /** The scenario as it is now. */
  scenario: () => Scenario;
  client: Pick<EngineClient, 'closedFormNow'>;
  whenIdle: (act: () => void) => void;
}

/**
 * Computes curves that nobody sees while the page has nothing else to do, so that the first slider that moves finds
 * code that the browser has compiled. Ends as soon as the scenario changes: from then on it is no rehearsal.
 */
export function rehearse({ scenario, client, whenIdle }: Rehearsal): void {
  const asked = scenario();
  const times = (left: number) => {
    if (left < 0 || scenario() !== asked) return;
    // A load a little higher each time, for curves that are the same are kept. The last ones are those on screen.
    const sides = questionsOf(resolve({ ...asked, rps: asked.rps * (1 + left / 1000) }), (input) => input);
    const axis = asked.charts.over;
    const values = axisValues(axis, asked);
    if (sides) client.closedFormNow({ run: 0, axis, values, activeParameters: asked.moe, ...sides });
    whenIdle(() => times(left - 1));
  };
  whenIdle(() => times(TIMES));
}
