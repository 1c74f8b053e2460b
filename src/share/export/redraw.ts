/** A picture on a canvas is as fine as the screen; it draws itself anew for whoever needs it finer. */

const EVENT = 'redraw';

/** What `take` makes of a canvas that has so many pixels to one of the page meanwhile. */
export function atDensity<T>(canvas: HTMLCanvasElement, density: number, take: () => T): T {
  redraw(canvas, density);
  try {
    return take();
  } finally {
    redraw(canvas, null);
  }
}

/** Draws a canvas anew with so many pixels to one of the page; null: with those of the screen. */
export function redraw(canvas: HTMLCanvasElement, density: number | null): void {
  canvas.dispatchEvent(new CustomEvent(EVENT, { detail: density }));
}

/** Draws when asked; null is the density of the screen. Returns how to stop. */
export function onRedraw(canvas: HTMLCanvasElement, draw: (density: number | null) => void): () => void {
  const listen = (event: Event) => draw((event as CustomEvent<number | null>).detail);
  canvas.addEventListener(EVENT, listen);
  return () => canvas.removeEventListener(EVENT, listen);
}
