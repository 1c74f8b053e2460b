import { useSyncExternalStore } from 'react';
import { textOf } from '../../share/story';
import type { Opens } from '../../scenario/presets';
import { useStores } from '../use-stores';
import { StorySteps } from './story-steps';
import './slide.css';

const OPENS: Record<Opens, string> = { chip: 'Change the chip', plan: 'Find the cheapest' };

export interface StoryLineProps {
  /** False once a control has moved: then the question is no longer that of the step. */
  exact: boolean;
  onOpen: (part: Opens) => void;
}

/** The story of the preset in the page's head: what this step asks, and the next one. */
export function StoryLine({ exact, onOpen }: StoryLineProps) {
  const { story } = useStores();
  const place = useSyncExternalStore(story.subscribe, story.place);
  if (place === null) return <p className="claim" />;
  const { opens, title } = place.preset;
  return (
    <>
      <p className="claim" aria-live="polite" data-step={place.index}>
        {exact && textOf(place)}
        {!exact && `Changed since step ${String(place.index + 1)} of “${title}”.`}
      </p>
      {opens !== null && (
        <button type="button" className="button-small" onClick={() => onOpen(opens)}>
          {OPENS[opens]}
        </button>
      )}
      <StorySteps place={place} />
    </>
  );
}
