import type { ViewState } from '../store/view-store';
import { paletteCss } from './palette';

/** Puts the palette on the page as custom properties. A constructed sheet needs no inline style, so any CSP allows it. */
export function installPalette(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(paletteCss());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** `auto` leaves the choice to the system; the style sheet does the rest. */
export function applyTheme(theme: ViewState['theme']): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
