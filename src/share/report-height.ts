/**
 * Calls back with the height that an element's content takes, now and after every change: of width, of theme, of what
 * it shows. Rounded up, so that a host which takes it as it is never gets a scroll bar for a fraction of a pixel.
 */
export function reportHeight(element: Element, report: (pixels: number) => void): () => void {
  const measure = () => report(Math.ceil(element.getBoundingClientRect().height));
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  measure();
  return () => observer.disconnect();
}
