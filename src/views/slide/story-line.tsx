import { Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { askedAndLook, textOf, type Place } from '../../share/story';
import { LaterLookButton } from '../later';
import { useStores } from '../use-stores';
import type { LookDialog } from './look-button';
import { StorySteps } from './story-steps';

export interface StoryLineProps {
  /** The step that the scenario is now; null once a control has moved: then the question is no longer that of a step. */
  at: Place | null;
  onOpen: (dialog: LookDialog) => void;
}

/** The story of the preset in the page's head: what this step asks, where to look, and the next one. */
export function StoryLine({ at, onOpen }: StoryLineProps) {
  const { story } = useStores();
  const place = useSyncExternalStore(story.subscribe, story.place, story.place);
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    // Where the last step was answered is not where this one is: its sentence comes into sight.
    document.querySelector('.answer-column')?.scrollTo({ top: 0 });
  }, [place]);
  if (place === null) return <p className="claim" />;
  const [asked, look] =
    at === place
      ? askedAndLook(textOf(place))
      : [`Changed since step ${String(place.index + 1)} of “${place.preset.title}”. `, ''];
  return (
    <>
      <p className="claim" aria-live="polite" data-step={place.index}>
        {asked}
        <Suspense fallback={look}>
          <LaterLookButton place={place} words={look} onOpen={onOpen} />
        </Suspense>
      </p>
      <StorySteps place={place} />
    </>
  );
}
