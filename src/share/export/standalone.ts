/**
 * A copy of an SVG of the page that needs no style sheet: what the sheet says about an element becomes attributes of
 * it. Generic fonts only, so that it reads alike in other programs.
 */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
] as const;

/** What an element has when nobody says anything; said only where it differs. */
const INITIAL: Partial<Record<(typeof PROPERTIES)[number], string>> = {
  'fill-opacity': '1',
  'stroke-opacity': '1',
  stroke: 'none',
  opacity: '1',
  'stroke-dasharray': 'none',
  'font-style': 'normal',
  'dominant-baseline': 'auto',
  'paint-order': 'normal',
};

const INHERITED_ANYWAY = new Set(['defs', 'title', 'desc', 'stop', 'metadata']);

export function standalone(source: SVGSVGElement): SVGSVGElement {
  const copy = source.cloneNode(true) as SVGSVGElement;
  copyStyles(source, copy);
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of ['class', 'style', 'tabindex', 'role']) element.removeAttribute(name);
    for (const { name } of [...element.attributes]) {
      if (name.startsWith('aria-') || name.startsWith('data-')) element.removeAttribute(name);
    }
  }
  addMissingDefinitions(source.ownerDocument, copy);
  const { width, height } = source.getBoundingClientRect();
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('overflow', 'visible');
  return copy;
}

function copyStyles(source: Element, copy: Element): void {
  const style = getComputedStyle(source);
  if (style.display === 'none' && source.tagName !== 'defs') {
    copy.remove();
    return;
  }
  if (!INHERITED_ANYWAY.has(source.tagName)) {
    const visible = style.visibility === 'visible';
    if (!visible) copy.setAttribute('visibility', 'hidden');
    for (const name of PROPERTIES) {
      const value = portable(style.getPropertyValue(name));
      if (value !== '' && value !== INITIAL[name]) copy.setAttribute(name, value);
      else copy.removeAttribute(name);
    }
  }
  // Taken before the walk: a copy that is not shown is removed on the way.
  const copies = [...copy.children];
  [...source.children].forEach((child, i) => {
    const twin = copies[i];
    if (twin) copyStyles(child, twin);
  });
}

/** Newer ways to write a colour or a reference that older programs do not read. */
function portable(value: string): string {
  return value
    .replaceAll(/url\(["']?[^)#"']*(#[^)"']+)["']?\)/g, 'url($1)')
    .replaceAll(
      /color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/g,
      (_, red, green, blue, alpha) => {
        const [r, g, b] = [red, green, blue].map((share: string) => Math.round(Number(share) * 255));
        return alpha === undefined ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${String(alpha)})`;
      },
    );
}

/** Patterns that several charts share are in one of them only. */
function addMissingDefinitions(page: Document, copy: SVGSVGElement): void {
  const used = new Set([...copy.outerHTML.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id ?? ''));
  for (const id of used) {
    if (copy.querySelector(`[id="${CSS.escape(id)}"]`)) continue;
    const original = page.getElementById(id);
    if (!original) continue;
    const twin = original.cloneNode(true) as Element;
    copyStyles(original, twin);
    copy.prepend(twin);
  }
}
