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

export interface LookButtonProps {
  place: Place;
  /** The sentence of the step that says where to look; '' where none is shown. */
  words: string;
  onOpen: (dialog: LookDialog) => void;
}

/** Goes where a step of a story is answered: a chart, a fold of the Answer, or a dialog. Plain words where that is in sight. */
export function LookButton({ place, words, onOpen }: LookButtonProps) {
  const stores = useStores();
  const { look, about } = cueOf(place);
  if (look === null) return words;
  const go = () => {
    if (look === 'chip' || look === 'plan') {
      onOpen(look);
      return;
    }
    // Of what the question is about; most are about time.
    if (look === 'difference')
      stores.view.getState().set({ difference: about === 'energy' || about === 'cost' ? about : 'time' });
    lookAt(look, stores);
  };
  return (
    <button type="button" className="button-small" onClick={go}>
      {words || (isNamed(look) ? NAMES[look] : chartName(look))}
    </button>
  );
}
