import { FIELDS } from '../../scenario/fields';
import { loadKey, loadOf as loadOfScenario, loadPatch } from '../../scenario/load';
import { patchSide } from '../../scenario/patch';
import type { Scenario } from '../../scenario/scenario';
import { count } from '../../units/format';
import { loadWords } from '../load-words';
import { degreeText } from './frontier-data';
import type { Hit } from './frontier-plot';

/** What loading a dot changes, and in words; or why it cannot be loaded. */
export type DotLoad = { patch: Partial<Scenario>; text: string } | { patch: null; text: string };

/** Of a rate: it is read, and written into the link. */
const DIGITS = 3;

/**
 * A dot is a layout at a load: that of as many requests as it answers, or has in flight. Both sides answer the same requests, so that the
 * other one gets them too. The layout that runs stays as it was asked for.
 */
export function loadOf({ side, dot }: Hit, scenario: Scenario, traced: boolean): DotLoad {
  const { tensorParallel, current } = dot;
  const id = side === 'A' ? 'a' : 'b';
  const own = scenario[id];
  const layout: Partial<Scenario> =
    typeof tensorParallel === 'number' && !current && own !== null
      ? { [id]: patchSide(own, { tensorParallel }) }
      : {};
  const name = degreeText(tensorParallel);
  if (traced) {
    return current
      ? { patch: null, text: 'The trace brings its own load.' }
      : { patch: layout, text: `${name}; the trace brings its own load` };
  }
  const load = loadPatch(scenario, scenario.conc === null ? roundedDown(dot.requestsPerSecond) : dot.users);
  const { range, unit } = FIELDS[loadKey(scenario)];
  const most = range?.max ?? Infinity;
  const asked = { ...scenario, ...load };
  if (loadOfScenario(asked) > most)
    return {
      patch: null,
      text: `A link asks for ${count(most)} ${unit === 'in flight' ? 'requests in flight' : unit} at most.`,
    };
  const both = scenario.b === null ? '' : ', for both sides';
  return {
    patch: { ...layout, ...load },
    text: `${name} at ${loadWords(asked)}${both}`,
  };
}

/** Never more than the side answers: full, it would be overloaded by the last digit. */
function roundedDown(rate: number): number {
  const near = Number(rate.toPrecision(DIGITS));
  if (near <= rate) return near;
  const digit = 10 ** (Math.floor(Math.log10(rate)) - DIGITS + 1);
  return Number((near - digit).toPrecision(DIGITS));
}
