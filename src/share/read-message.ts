import { TO_PAGE, type FieldKind, type MessageField, type MessageRow } from './message-table';

/** What of the envelope is ours; grows if a field ever changes its meaning. */
export const ENVELOPE = 1;

export type Theme = 'auto' | 'light' | 'dark';

export type ToPage =
  | { type: 'ping' | 'play' | 'pause' | 'next' | 'prev' }
  | { type: 'set'; link: string }
  | { type: 'seek'; time: number }
  | { type: 'theme'; theme: Theme };

export type ReadMessage =
  /** Not for us, or of a type that this version does not know. */
  { kind: 'ignored' } | { kind: 'message'; message: ToPage } | { kind: 'wrong'; field: string; why: string };

/** A link longer than this is not a link. */
const LONGEST_TEXT = 100_000;

const EXPECTED: Record<FieldKind, string> = {
  text: `a text of at most ${String(LONGEST_TEXT)} characters`,
  seconds: 'a number of seconds, 0 or more',
  pixels: 'a number of pixels, 0 or more',
  count: 'a whole number, 0 or more',
  side: '"a" or "b"',
  theme: '"auto", "light" or "dark"',
};

function fits(kind: FieldKind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && value.length <= LONGEST_TEXT;
    case 'seconds':
    case 'pixels':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
    case 'side':
      return value === 'a' || value === 'b';
    case 'theme':
      return value === 'auto' || value === 'light' || value === 'dark';
  }
}

/** Reads whatever another window sent. Never throws; fields that are not in the table are not read. */
export function readMessage(data: unknown): ReadMessage {
  if (typeof data !== 'object' || data === null || !('tokenyard' in data)) return { kind: 'ignored' };
  if (data.tokenyard !== ENVELOPE) return wrong('tokenyard', `is not ${String(ENVELOPE)}`);
  const type = 'type' in data ? data.type : undefined;
  if (typeof type !== 'string') return wrong('type', 'is not a text');
  const row: MessageRow | undefined = TO_PAGE.find((known) => known.type === type);
  if (!row) return { kind: 'ignored' };
  const message: Record<string, unknown> = { type };
  for (const field of row.fields) {
    const value = Object.hasOwn(data, field.name) ? (data as Record<string, unknown>)[field.name] : undefined;
    if (isMissing(field, value)) continue;
    if (!fits(field.kind, value)) return wrong(field.name, `of "${type}" is not ${EXPECTED[field.kind]}`);
    message[field.name] = value;
  }
  // Row by row the table is the type; the test of this file holds the two together.
  return { kind: 'message', message: message as unknown as ToPage };
}

function isMissing(field: MessageField, value: unknown): boolean {
  return field.optional === true && (value === undefined || value === null);
}

function wrong(field: string, why: string): ReadMessage {
  return { kind: 'wrong', field, why: `${field} ${why}.` };
}
