import { lengthOf, type Place } from '../../share/story';
import { useStores } from '../use-stores';

/** Back and forth in a story, and where in it one is. At an end a button keeps the keyboard's focus, and does nothing. */
export function StorySteps({ place }: { place: Place }) {
  const { story } = useStores();
  const length = lengthOf(place);
  return (
    <span className="story-steps">
      <button
        type="button"
        className="button-plain"
        aria-label="Previous step"
        aria-disabled={place.index === 0}
        onClick={() => story.step(-1)}
      >
        ←
      </button>
      <span className="story-place">
        {place.index + 1} / {length}
      </span>
      <button
        type="button"
        className="button-plain"
        aria-label="Next step"
        aria-disabled={place.index === length - 1}
        onClick={() => story.step(1)}
      >
        →
      </button>
    </span>
  );
}
