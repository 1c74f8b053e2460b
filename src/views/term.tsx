import {
  useEffect,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import type { GlossaryTerm } from './glossary';

/** Kept between the explanation, its word and the window's edges. */
const GAP_PX = 6;

/**
 * A word that explains itself: on hover, on focus, on touch, and to a screen reader as its description. The explanation
 * is a native popover, so that no scrolling panel cuts it and Escape closes it.
 */
export function Term({ help, children }: { help: string; children: ReactNode }) {
  const { tip, describes, show, handlers } = useTip(help);
  return (
    <>
      <button
        type="button"
        className="term"
        aria-describedby={describes}
        {...handlers}
        onClick={(event) => show(event.currentTarget)}
      >
        {children}
      </button>
      {tip}
    </>
  );
}

/** The same for any element that has an explanation: what opens it, and the explanation, to stand after the element. */
export function useTip(help: string) {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  const hide = () => {
    if (tip.current?.matches(':popover-open')) tip.current.hidePopover();
  };
  const show = (word: HTMLElement) => {
    const element = tip.current;
    // A browser without popovers still has the description.
    if (!element || !('showPopover' in element) || element.matches(':popover-open')) return;
    element.showPopover();
    placeBeside(element, word.getBoundingClientRect());
    addEventListener('scroll', hide, { capture: true, once: true });
  };
  return {
    describes: id,
    show,
    handlers: {
      onPointerEnter: (event: PointerEvent<HTMLElement>) =>
        event.pointerType === 'mouse' && show(event.currentTarget),
      onPointerLeave: (event: PointerEvent<HTMLElement>) => event.pointerType === 'mouse' && hide(),
      onFocus: (event: FocusEvent<HTMLElement>) =>
        event.target.matches(':focus-visible') && show(event.currentTarget),
      onBlur: hide,
    },
    tip: (
      <span id={id} ref={tip} role="tooltip" popover="auto" className="tip">
        {help}
      </span>
    ),
  };
}

/** A word of the glossary, which comes after the page has painted. */
export function Word({ word, children }: { word: GlossaryTerm; children: ReactNode }) {
  const [help, setHelp] = useState('');
  useEffect(() => {
    // Without the file the word stands for itself.
    import('./glossary').then(
      ({ GLOSSARY }) => setHelp(GLOSSARY[word].text),
      () => undefined,
    );
  }, [word]);
  return <Term help={help}>{children}</Term>;
}

/** Below the word, or above it where there is no room; never beyond the window. */
function placeBeside(tip: HTMLElement, word: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(GAP_PX, Math.min(word.left, innerWidth - width - GAP_PX));
  const below = word.bottom + GAP_PX;
  const top = below + height > innerHeight ? Math.max(GAP_PX, word.top - height - GAP_PX) : below;
  tip.style.left = `${String(left)}px`;
  tip.style.top = `${String(top)}px`;
}
