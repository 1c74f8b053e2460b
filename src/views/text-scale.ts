/** What pictures with units of their own are made for: text of 12 of them beside page text of 16. */
const USUAL_ROOT = 16;

/** Size of the page's text against the usual: more on a 4K screen, on a slide, and for a reader who wants it larger. */
export function textScale(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_ROOT;
}
