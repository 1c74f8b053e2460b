import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { messageSchema } from './message-schema';
import { readMessage } from './read-message';

const ajv = new Ajv();
const schema = messageSchema();
ajv.addSchema(schema, 'messages');
const isToPage = (message: unknown) => ajv.validate('messages#/definitions/toPage', message);
const isToHost = (message: unknown) => ajv.validate('messages#/definitions/toHost', message);

test.each([
  { type: 'ping' },
  { type: 'set', link: 'v=1' },
  { type: 'seek', time: 3.5 },
  { type: 'theme', theme: 'dark' },
  { type: 'play', extra: true },
])('%j may be sent to the page, which reads it', (message) => {
  expect(isToPage({ tokenyard: 1, ...message })).toBe(true);
  expect(readMessage({ tokenyard: 1, ...message }).kind).toBe('message');
});

test.each([
  { tokenyard: 2, type: 'ping' },
  { tokenyard: 1, type: 'seek', time: -1 },
  { tokenyard: 1, type: 'seek' },
  { tokenyard: 1, type: 'theme', theme: 'pink' },
  { tokenyard: 1, type: 'set', link: 5 },
])('%j may not, and is not read', (message) => {
  expect(isToPage(message)).toBe(false);
  expect(readMessage(message).kind).toBe('wrong');
});

test('what the page says is in it, too', () => {
  expect(isToHost({ tokenyard: 1, type: 'resize', height: 480 })).toBe(true);
  expect(isToHost({ tokenyard: 1, type: 'select', side: 'a', request: 3, token: null, time: 0.5 })).toBe(
    true,
  );
  expect(isToHost({ tokenyard: 1, type: 'select', side: 'c', request: 3, time: 0.5 })).toBe(false);
});
