/** What stands in words below a figure and belongs to it wherever it goes: what its marks mean, and whose prices it is of. */
export function notesOf(figure: Element): string[] {
  return [...figure.querySelectorAll('figcaption, .price-notes li')]
    .map(wordsOf)
    .filter((text) => text !== '');
}

/** Without what tells a hand what to do. */
function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const part of copy.querySelectorAll('.screen-only')) part.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
}
