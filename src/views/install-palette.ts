import { paletteCss } from './palette';

/** Puts the palette on the page as custom properties. A constructed sheet needs no inline style, so any CSP allows it. */
export function installPalette(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(paletteCss());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
