import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { elementSnippet, frameSnippet } from './embed-snippet';

test('a link cannot break out of its attribute, and reads back as it was', () => {
  const html = frameSnippet('https://example.org/#v=1&io=7:1&b="><script>', null, 480);
  expect(html).toContain('src="https://example.org/#v=1&amp;io=7:1&amp;b=&quot;><script>"');
  expect(html).toContain('width="100%" height="480"');
});

test('the element says only what is not its default', () => {
  const scenario = { ...DEFAULT_SCENARIO, ctx: 32_768, view: 'race' as const };
  const link = 'https://example.org/yard/index.html?x=1#v=1&ctx=32768';
  expect(elementSnippet(link, { scenario, width: null, height: null, onClick: false })).toBe(
    `<script async src="https://example.org/yard/embed.js"></script>\n` +
      `<tokenyard-embed scenario="v=1&amp;ctx=32768" view="race"></tokenyard-embed>`,
  );
  const dark = { ...scenario, theme: 'dark' as const, layout: 'slide' as const };
  expect(elementSnippet(link, { scenario: dark, width: 640, height: 400, onClick: true })).toContain(
    'view="race" layout="slide" theme="dark" height="400" load="click" style="max-width:640px"',
  );
});
