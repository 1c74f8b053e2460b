/**
 * Moves the keyboard's focus to the sentence of the answer: what was pressed is about to be gone, and its effect is told
 * there.
 */
export function readOn(): void {
  const sentence = document.querySelector<HTMLElement>('.sentence');
  if (sentence === null) return;
  sentence.tabIndex = -1;
  sentence.focus({ preventScroll: true });
}
