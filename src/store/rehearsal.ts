import { loadOf, loadPatch } from '../scenario/load';
import { resolve } from '../scenario/resolve';
import type { Scenario } from '../scenario/scenario';
import type { EngineClient } from '../worker/client';
import { axisValues } from './curve-axes';
import { firstRequests, questionsOf } from './job';
import { QUICK_REQUESTS } from './runs';

/** Times after which compiled code serves; the first ones take several times as long. */
const TIMES = 12;

/** A run that takes longer would keep a core busy for more than a rehearsal is worth. */
const LONG_MS = 100;

/** A scenario that stays the same for so long is not being changed. */
const REST_MS = 1000;

interface Rehearsal {
  /** The scenario as it is now. */
  scenario: () => Scenario;
  client: Pick<EngineClient, 'closedFormNow' | 'rehearse' | 'share'>;
  whenIdle: (act: () => void) => void;
  /** Milliseconds. */
  now?: () => number;
  later?: (act: () => void) => void;
}

/**
 * Computes curves and runs that nobody sees while the page has nothing else to do, so that the first slider that moves
 * finds code that the browser has compiled. Ends as soon as the scenario changes: from then on it is no rehearsal. At the
 * end B gets an engine of its own: its start would have taken time from all that.
 */
export function rehearse({
  scenario,
  client,
  whenIdle,
  now = () => performance.now(),
  later = (act) => setTimeout(act, REST_MS),
}: Rehearsal): void {
  const asked = scenario();
  let long = false;
  /** Not while the scenario changes. */
  const share = (before: Scenario) => {
    const at = scenario();
    const sides = questionsOf(resolve(at), (input) => input);
    if (at !== before) later(() => share(at));
    else if (sides) client.share(firstRequests(sides.b ?? sides.a, QUICK_REQUESTS));
  };
  const times = async (left: number) => {
    if (left < 0 || scenario() !== asked) {
      share(asked);
      return;
    }
    // A load a little higher each time, for curves that are the same are kept. The last ones are those on screen.
    const sides = questionsOf(
      resolve({ ...asked, ...loadPatch(asked, loadOf(asked) * (1 + left / 1000)) }),
      (input) => input,
    );
    if (!sides) return;
    const axis = asked.charts.over;
    const values = axisValues(axis, asked);
    client.closedFormNow({ run: 0, axis, values, activeParameters: asked.moe, ...sides });
    if (!long) {
      const { a, b } = sides;
      const began = now();
      await client.rehearse(firstRequests(a, QUICK_REQUESTS), b && firstRequests(b, QUICK_REQUESTS));
      long = now() - began > LONG_MS;
    }
    whenIdle(() => void times(left - 1));
  };
  whenIdle(() => void times(TIMES));
}
