import { useEffect } from 'react';

/** Text that is typed may have the letter in it. */
const TAKES_LETTERS =
  'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';

/** A `?` anywhere asks for the words and the keys, but where it is typed, in a dialog, or of use already, as in the Timeline. */
export function HelpKey({ onHelp }: { onHelp: () => void }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.defaultPrevented) return;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest(TAKES_LETTERS)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      onHelp();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onHelp]);
  return null;
}
