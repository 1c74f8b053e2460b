import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encode } from '../scenario/codec';
import { PRESETS } from '../scenario/presets';
import { indexPage, siteFiles } from './main';
import { PICTURE_HEIGHT, PICTURE_WIDTH } from './preset-page';

const index = readFileSync(new URL('../../index.html', import.meta.url), 'utf8').replace(
  './src/main.tsx',
  './assets/index-1.js',
);
const ids = PRESETS.map(({ id }) => id);
const options = { index, address: 'https://x.example/yard/', pictures: new Set(ids) };
const files = siteFiles(options);

/** Contents of attributes, as a program that shows previews finds them. */
function tagsOf(html: string): Map<string, string> {
  const tags = [...html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g)];
  return new Map(
    tags.map(([, name = '', content = '']) => [
      name,
      content
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    ]),
  );
}

test.each(PRESETS)('$id: a page with its own title, text, picture and oEmbed', (preset) => {
  const { id, title, claim, scenario, steps } = preset;
  const html = files.get(`s/${id}/index.html`) ?? '';
  const tags = tagsOf(html);
  const titles = [...html.matchAll(/<title>/g)];
  expect(titles).toHaveLength(1);
  expect(Object.fromEntries(tags)).toMatchObject({
    description: claim,
    'og:title': title,
    'og:description': claim,
    'og:url': `https://x.example/yard/s/${id}/`,
    'og:image': `https://x.example/yard/s/${id}.png`,
    'twitter:card': 'summary_large_image',
    'tokenyard-scenario': encode(scenario),
    'tokenyard-home': '../../',
  });
  expect(html).toContain(`<link rel="canonical" href="https://x.example/yard/s/${id}/" />`);
  expect(html).toContain('src="../../assets/index-1.js"');
  expect(html).not.toMatch(/(href|src)="\.\/(?!oembed)/);
  const noscript = /<noscript>[^]*<\/noscript>/.exec(html)?.[0] ?? '';
  expect(noscript).toContain(`<img src="../../s/${id}.png"`);
  expect(noscript.match(/<li>/g) ?? []).toHaveLength(steps.length);
  const answer = JSON.parse(files.get(`s/${id}/oembed.json`) ?? '{}') as Record<string, unknown>;
  expect(answer).toMatchObject({ version: '1.0', type: 'rich', thumbnail_width: PICTURE_WIDTH });
  expect(answer['html']).toContain('<iframe src="https://x.example/yard/#v=1');
});

test('without an address nothing claims one, and there is no oEmbed', () => {
  const local = siteFiles({ ...options, address: null });
  expect([...local.keys()].filter((name) => name.includes('oembed'))).toEqual([]);
  expect(tagsOf(local.get('s/agents/index.html') ?? '').get('og:image')).toBe('../../s/agents.png');
  expect(local.get('s/agents/index.html')).not.toContain('oembed');
});

test('the page itself has the preview of the first preset, and its pages only their own', () => {
  const page = indexPage(options);
  expect(tagsOf(page).get('og:image')).toBe(`https://x.example/yard/s/${ids[0] ?? ''}.png`);
  const below = siteFiles({ ...options, index: page }).get('s/agents/index.html') ?? '';
  expect(below.match(/og:title/g)).toHaveLength(1);
  expect(below.match(/twitter:card/g)).toHaveLength(1);
});

/** `npm run pictures` takes them anew. */
test.each(PRESETS)(
  '$id: its picture is there, as large as it says, and of this scenario',
  ({ id, scenario }) => {
    const file = new URL(`../../public/s/${id}.png`, import.meta.url);
    expect(existsSync(file)).toBe(true);
    const png = readFileSync(file);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([PICTURE_WIDTH, PICTURE_HEIGHT]);
    expect(png.toString('latin1', 33, 33 + 1000)).toContain(`Scenario\0${encode(scenario)}`);
  },
);
