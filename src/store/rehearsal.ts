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
  /** Calls at every change of the scenario, until the returned function is called. */
  onChange: (act: () => void) => () => void;
  /** Milliseconds. */
  now?: () => number;
  /** Calls after `REST_MS`, unless the returned function is called before. */
  later?: (act: () => void) => () => void;
}

/**
 * Computes curves and runs that nobody sees while the page has nothing else to do, so that the first slider that moves
 * finds code that the browser has compiled. Ends as soon as the scenario changes: from then on it is no rehearsal. Once
 * somebody has changed it, and it rests, B gets an engine of its own; a page that is only read needs none.
 */
export function rehearse({
  scenario,
  client,
  whenIdle,
  onChange,
  now = () => performance.now(),
  later = afterRest,
}: Rehearsal): void {
  const asked = scenario();
  let long = false;
  const share = () => {
    let forget: () => void = () => undefined;
    const changed = () => {
      forget();
      forget = later(() => {
        const sides = questionsOf(resolve(scenario()), (input) => input);
        if (!sides) return;
        leave();
        client.share(firstRequests(sides.b ?? sides.a, QUICK_REQUESTS));
      });
    };
    const leave = onChange(changed);
    if (scenario() !== asked) changed();
  };
  const times = async (left: number) => {
    if (left < 0 || scenario() !== asked) {
      share();
      return;
    }
    // A load a little higher each time, for curves that are the same are kept. The last ones are those on screen.
    const sides = questionsOf(
      resolve({ ...asked, ...loadPatch(asked, loadOf(asked) * (1 + left / 1000)) }),
      (input) => input,
    );
    if (!sides) {
      share();
      return;
    }
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

function afterRest(act: () => void): () => void {
  const timer = setTimeout(act, REST_MS);
  return () => clearTimeout(timer);
}
