import { expect, test } from 'vitest';
import { FIELDS } from './fields';

test.each(['2', '2 requests/s', '2 req/s', '2req/s', '2 rps', '2/s', '2 Requests/s'])(
  'a load of "%s" is two requests a second',
  (text) => {
    expect(FIELDS.rps.parse(text)).toEqual({ ok: true, value: 2 });
  },
);

test.each(['8k', '8k tokens', '8,000 tok', '8000 Tokens'])('a context of "%s" is 8,000 tokens', (text) => {
  expect(FIELDS.ctx.parse(text)).toEqual({ ok: true, value: 8000 });
});

test.each(['2 per hour', '2 req/min', 'rps', '/s', '2 requests/s/s'])('"%s" is no load', (text) => {
  expect(FIELDS.rps.parse(text)).toMatchObject({ ok: false });
});
