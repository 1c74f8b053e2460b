import type { Axis } from '../axes';

/** A figure of the page as the export dialog lists it. */
export interface ShownFigure {
  /** Accessible name: "Latency", "Token flow". */
  name: string;
  /** What it shows, with units. */
  title: string;
  element: Element;
  /** Lines and text, which can be an SVG; a canvas cannot. */
  vector: boolean;
  /** What moves, where something does. */
  canvas: HTMLCanvasElement | null;
}

/** The figures that are on the page, whatever draws them. */
export function shownFigures(axis: Axis): ShownFigure[] {
  return [...document.querySelectorAll('figure[aria-label]')].flatMap((element) => {
    const name = element.getAttribute('aria-label') ?? '';
    const charts = [...element.querySelectorAll('svg.chart')].filter((chart) => isShown(chart));
    const canvas = element.querySelector('canvas');
    if (charts.length === 0 && !(canvas && isShown(canvas))) return [];
    const said = charts.map((chart) => firstSentence(chart.getAttribute('aria-label') ?? ''));
    // Beside a curve its parts are a detail; the curve's sentence has the units.
    const title = said.find((text) => text.includes(' against ')) ?? said.find((text) => text !== '') ?? name;
    return [{ name, title: withUnit(title, axis), element, vector: charts.length > 0, canvas }];
  });
}

function isShown(element: Element): boolean {
  return element.getBoundingClientRect().width > 0;
}

function firstSentence(text: string): string {
  return /^.*?(?=\.(\s|$)|$)/.exec(text)?.[0] ?? text;
}

/** "… against context length" does not say of what. */
function withUnit(title: string, axis: Axis): string {
  const against = `against ${axis.label.toLowerCase()}`;
  return axis.unit === '' ? title : title.replace(against, `${against} (${axis.unit})`);
}

/** `Token flow` → `tokenyard-token-flow.png`. */
export function fileName(name: string, extension: string): string {
  return `tokenyard-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${extension}`;
}
