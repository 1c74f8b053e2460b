import { cueOf, type Place } from '../../share/story';
import type { ChartLook, Look } from '../../scenario/presets';
import { useStores } from '../use-stores';
import { chartName, lookAt } from './look-at';

/** What stands on the button; charts have their names. */
const NAMES: Record<Exclude<Look, ChartLook>, string> = {
  chip: 'Change the chip',
  plan: 'Find the cheapest',
  memory: 'What was remembered',
  promises: 'Promises kept',
  difference: 'What makes the difference',
  waits: 'What it waits for',
  sure: 'How sure',
};

const isNamed = (look: Look): look is keyof typeof NAMES => look in NAMES;

export type LookDialog = Extract<Look, 'chip' | 'plan'>;

/** Goes where a step of a story is answered: a chart, a fold of the Answer, or a dialog. */
export function LookButton({ place, onOpen }: { place: Place; onOpen: (dialog: LookDialog) => void }) {
  const stores = useStores();
  const { look } = cueOf(place);
  if (look === null) return null;
  return (
    <button
      type="button"
      className="button-small"
      onClick={() => (look === 'chip' || look === 'plan' ? onOpen(look) : lookAt(look, stores))}
    >
      {isNamed(look) ? NAMES[look] : chartName(look)}
    </button>
  );
}
