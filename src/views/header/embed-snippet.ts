import { encode } from '../../scenario/codec';
import type { Scenario } from '../../scenario/scenario';

/** What a person chose in the embed dialog. */
export interface EmbedChoice {
  scenario: Scenario;
  /** Pixels; null: as wide as the text around it. */
  width: number | null;
  /** Pixels; null: as high as its content. */
  height: number | null;
  onClick: boolean;
}

const TITLE = 'Tokenyard: where every token runs';

/** A plain iframe: works in any page, needs no script of ours. It cannot grow, so it is given a height. */
export function frameSnippet(link: string, width: number | null, height: number): string {
  const size = `width="${width === null ? '100%' : String(width)}" height="${String(height)}"`;
  return [
    `<iframe src="${attribute(link)}"`,
    `  title="${TITLE}"`,
    `  ${size} loading="lazy" style="border:0"></iframe>`,
  ].join('\n');
}

/** The element grows with its content, waits for a click where asked to, and can be spoken with. */
export function elementSnippet(link: string, choice: EmbedChoice): string {
  const { scenario, width, height, onClick } = choice;
  const fragment = encode({ ...scenario, view: 'full', layout: 'page', embed: false, theme: 'auto' });
  const attributes = [
    `scenario="${attribute(fragment)}"`,
    `view="${scenario.view}"`,
    ...(scenario.layout === 'page' ? [] : [`layout="${scenario.layout}"`]),
    ...(scenario.theme === 'auto' ? [] : [`theme="${scenario.theme}"`]),
    ...(height === null ? [] : [`height="${String(height)}"`]),
    ...(onClick ? ['load="click"'] : []),
    ...(width === null ? [] : [`style="max-width:${String(width)}px"`]),
  ];
  return [
    `<script async src="${attribute(scriptOf(link))}"></script>`,
    `<tokenyard-embed ${attributes.join(' ')}></tokenyard-embed>`,
  ].join('\n');
}

/** The script lies beside the page. */
function scriptOf(link: string): string {
  return new URL('embed.js', link).href;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
