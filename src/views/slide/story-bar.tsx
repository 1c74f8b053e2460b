import { useEffect, useSyncExternalStore } from 'react';
import { askedAndLook, textOf } from '../../share/story';
import { questionWords } from '../header/scenario-words';
import { useRun, useScenario, useStores } from '../use-stores';
import { StorySteps } from './story-steps';

/** The pages are what a presenter's remote turns. */
const STEPS: Partial<Record<string, 1 | -1>> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/** The foot of a slide: what this step asks, where in the story it is, and the keys that step it; else what is asked. */
export function StoryBar() {
  const { story } = useStores();
  const trace = useRun((state) => state.trace);
  const asked = useScenario((state) => questionWords(state.scenario, trace));
  const place = useSyncExternalStore(story.subscribe, story.place);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // Whoever has a use of its own for the key has said so, as the flow does.
      if (event.defaultPrevented || takesKeys(event.target)) return;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const by = STEPS[event.key];
      if (by === undefined) return;
      story.step(by);
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [story]);

  if (place === null)
    return (
      <footer className="story-bar asked" aria-label="What is asked">
        <p>{asked}</p>
      </footer>
    );
  return (
    <footer className="story-bar" aria-label="Story">
      <p aria-live="polite">
        <strong>{place.preset.title}.</strong> {onSlide(textOf(place))} <small>{asked}</small>
      </p>
      <StorySteps place={place} />
    </footer>
  );
}

/** A slide has no parts to look at but the picture beside the answer, which can be watched. */
function onSlide(text: string): string {
  const [asked, look] = askedAndLook(text);
  return look.startsWith('Watch') ? text : asked.trim();
}

/** Sliders, choices and text have a use of their own for these keys. */
function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea, [role="slider"]') !== null;
}
