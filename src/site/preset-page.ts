import { encode } from '../scenario/codec';
import type { Preset } from '../scenario/presets';

/**
 * The page of a preset: the page itself, two folders below, with a title, a text and a picture of its own for whoever
 * shows a preview, and the preset where the address has no fragment. A preview is read by programs that run no script,
 * so it can only be had for addresses that exist when the page is built.
 */
export interface SiteOptions {
  /** Text of the built `index.html`. */
  index: string;
  /** Address of the published page, with its slash; null: not known, then previews have relative addresses. */
  address: string | null;
  /** Ids of presets that have a picture, `s/<id>.png`. */
  pictures: ReadonlySet<string>;
}

/** Of every preview picture, pixels. */
export const PICTURE_WIDTH = 1200;
export const PICTURE_HEIGHT = 630;

const HOME = '../../';

export function presetPage(preset: Preset, { index, address, pictures }: SiteOptions): string {
  const { id, title, claim, scenario, steps } = preset;
  const own = `${address ?? HOME}s/${id}/`;
  const picture = pictures.has(id) ? `${address ?? HOME}s/${id}.png` : null;
  const head = [
    meta('tokenyard-home', HOME),
    meta('tokenyard-scenario', encode(scenario)),
    `<link rel="canonical" href="${escaped(own)}" />`,
    ...(address === null
      ? []
      : [
          `<link rel="alternate" type="application/json+oembed" href="./oembed.json" title="${escaped(title)}" />`,
        ]),
    ...previewTags({ title, text: claim, address: own, picture }),
  ];
  const lines = [
    `<h1>${escaped(title)}</h1>`,
    ...(picture === null
      ? []
      : [
          `<img src="${HOME}s/${id}.png" width="${String(PICTURE_WIDTH)}" height="${String(PICTURE_HEIGHT)}" alt="${escaped(`Tokenyard: ${title}`)}" />`,
        ]),
    `<p>${escaped(claim)}</p>`,
    `<ol>${steps.map(({ text }) => `<li>${escaped(text)}</li>`).join('')}</ol>`,
    '<p>Tokenyard computes this inside the page, so it needs JavaScript. Nothing is sent anywhere.</p>',
  ];
  return index
    .replaceAll(/(href|src|content)="\.\//g, `$1="${HOME}`)
    .replace('<html', '<html data-asked')
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)} · Tokenyard</title>`)
    .replace(/<meta\s+name="description"[^>]*>/, () => meta('description', claim))
    .replaceAll(/\s*<meta (?:property="og:|name="twitter:)[^>]*>/g, '')
    .replace('</head>', () => `  ${head.join('\n    ')}\n  </head>`)
    .replace(
      /<noscript>[^]*<\/noscript>/,
      () => `<noscript><main class="noscript">${lines.join('\n')}</main></noscript>`,
    );
}

interface Preview {
  title: string;
  text: string;
  address: string;
  picture: string | null;
}

/** What programs that show previews read (Open Graph, and Twitter's name for a large picture). */
export function previewTags({ title, text, address, picture }: Preview): string[] {
  const tag = (name: string, content: string) =>
    `<meta property="og:${name}" content="${escaped(content)}" />`;
  return [
    tag('type', 'website'),
    tag('site_name', 'Tokenyard'),
    tag('title', title),
    tag('description', text),
    tag('url', address),
    ...(picture === null
      ? []
      : [
          tag('image', picture),
          tag('image:type', 'image/png'),
          tag('image:width', String(PICTURE_WIDTH)),
          tag('image:height', String(PICTURE_HEIGHT)),
          tag('image:alt', `Tokenyard: ${title}`),
          '<meta name="twitter:card" content="summary_large_image" />',
        ]),
  ];
}

/** The oEmbed answer for a preset's page: a frame on its race. Needs an address on the web. */
export function oembed(preset: Preset, address: string, hasPicture: boolean): Record<string, unknown> {
  const { id, title, scenario } = preset;
  const link = `${address}#${encode({ ...scenario, view: 'race', embed: true })}`;
  const [width, height] = [680, 620];
  const thumbnail = {
    thumbnail_url: `${address}s/${id}.png`,
    thumbnail_width: PICTURE_WIDTH,
    thumbnail_height: PICTURE_HEIGHT,
  };
  return {
    version: '1.0',
    type: 'rich',
    provider_name: 'Tokenyard',
    provider_url: address,
    title: `${title} · Tokenyard`,
    html: `<iframe src="${escaped(link)}" title="${escaped(title)}" width="${String(width)}" height="${String(height)}" loading="lazy" style="border:0"></iframe>`,
    width,
    height,
    ...(hasPicture ? thumbnail : {}),
  };
}

export function meta(name: string, content: string): string {
  return `<meta name="${name}" content="${escaped(content)}" />`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
