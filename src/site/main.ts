import { PRESETS } from '../scenario/presets';
import { scenarioSchema } from '../scenario/schema';
import { CURRENT_VERSION } from '../scenario/upgrades';
import { messageSchema } from '../share/message-schema';
import { meta, oembed, presetPage, previewTags, type SiteOptions } from './preset-page';

/** Files that are published beside the page: a page of each preset, and the schemas. By name, from the page's folder. */
export function siteFiles(options: SiteOptions): Map<string, string> {
  const { address, pictures } = options;
  const files = new Map<string, string>();
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  files.set(`schema/scenario.v${String(CURRENT_VERSION)}.json`, json(scenarioSchema()));
  files.set('schema/embed-messages.v1.json', json(messageSchema()));
  for (const preset of PRESETS) {
    files.set(`s/${preset.id}/index.html`, presetPage(preset, options));
    if (address !== null)
      files.set(`s/${preset.id}/oembed.json`, json(oembed(preset, address, pictures.has(preset.id))));
  }
  return files;
}

/** The page itself with a preview, that of the first preset. */
export function indexPage({ index, address, pictures }: SiteOptions): string {
  const [first] = PRESETS;
  const title = /<title>([^<]*)</.exec(index)?.[1] ?? 'Tokenyard';
  const text = /name="description"\s+content="([^"]*)"/.exec(index)?.[1] ?? '';
  const picture = first && pictures.has(first.id) ? `${address ?? './'}s/${first.id}.png` : null;
  const tags = [
    ...(address === null ? [] : [meta('tokenyard-address', address)]),
    ...previewTags({ title, text, address: address ?? './', picture }),
  ];
  return index.replace('</head>', () => `  ${tags.join('\n    ')}\n  </head>`);
}
