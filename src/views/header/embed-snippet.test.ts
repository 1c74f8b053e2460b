import { expect, test } from 'vitest';
import { embedSnippet } from './embed-snippet';

test('a link cannot break out of its attribute, and reads back as it was', () => {
  const html = embedSnippet('https://example.org/#v=1&io=7:1&b="><script>', 480);
  expect(html).toContain('src="https://example.org/#v=1&amp;io=7:1&amp;b=&quot;><script>"');
  expect(html).toContain('height="480"');
});
