import { useSyncExternalStore } from 'react';
import { textOf } from '../../share/story';
import type { Opens } from '../../scenario/presets';
import { useStores } from '../use-stores';
import { StorySteps } from './story-steps';

const OPENS: Record<Opens, string> = {
  chip: 'Change the chip',
  plan: 'Find the cheapest',
  memory: 'What was remembered',
};

export interface StoryLineProps {
  /** False once a control has moved: then the question is no longer that of the step. */
  exact: boolean;
  /** A dialog. */
  onOpen: (part: Exclude<Opens, 'memory'>) => void;
}

/** The fold of the Answer that holds it, and on a phone the one around that. */
const withMemory = (open: ReadonlySet<string>) => new Set([...open, 'tiles', 'answer-memory']);

/** The story of the preset in the page's head: what this step asks, and the next one. */
export function StoryLine({ exact, onOpen }: StoryLineProps) {
  const { story, view } = useStores();
  const place = useSyncExternalStore(story.subscribe, story.place, story.place);
  if (place === null) return <p className="claim" />;
  const { opens, title } = place.preset;
  const open = (part: Opens) => {
    if (part === 'memory') view.getState().set({ openPanels: withMemory(view.getState().openPanels) });
    else onOpen(part);
  };
  return (
    <>
      <p className="claim" aria-live="polite" data-step={place.index}>
        {exact && textOf(place)}
        {!exact && `Changed since step ${String(place.index + 1)} of “${title}”.`}
        {opens !== null && (
          <button type="button" className="button-small" onClick={() => open(opens)}>
            {OPENS[opens]}
          </button>
        )}
      </p>
      <StorySteps place={place} />
    </>
  );
}
