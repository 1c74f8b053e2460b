/** What pictures with units of their own are made for: text of 12 of them beside page text of 16. */
const USUAL_ROOT = 16;

/** Size of the page's text against the usual: more on a 4K screen, on a slide, and for a reader who wants it larger. */
export function textScale(): number {
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
  // In a frame that is not shown some browsers know no styles; it is measured again when it is.
  return Number.isNaN(root) ? 1 : root / USUAL_ROOT;
}
