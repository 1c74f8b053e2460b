import { TO_HOST, TO_PAGE, type FieldKind, type MessageRow } from './message-table';

type Schema = Record<string, unknown>;

const KINDS: Record<FieldKind, Schema> = {
  text: { type: 'string', maxLength: 100_000 },
  seconds: { type: 'number', minimum: 0 },
  pixels: { type: 'number', minimum: 0 },
  count: { type: 'integer', minimum: 0 },
  side: { enum: ['a', 'b'] },
  theme: { enum: ['auto', 'light', 'dark'] },
};

/** Both directions of the messages of an embed as a JSON Schema (draft 7), from the message table. */
export function messageSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Messages between an embedded Tokenyard and the page around it',
    definitions: {
      toPage: { oneOf: TO_PAGE.map(messageOf) },
      toHost: { oneOf: TO_HOST.map(messageOf) },
    },
    anyOf: [{ $ref: '#/definitions/toPage' }, { $ref: '#/definitions/toHost' }],
  };
}

/** Unknown fields are allowed: either side may be newer. */
function messageOf({ type, fields, doc }: MessageRow): Schema {
  return {
    description: doc,
    type: 'object',
    required: ['tokenyard', 'type', ...fields.filter((field) => !field.optional).map(({ name }) => name)],
    properties: {
      tokenyard: { const: 1 },
      type: { const: type },
      ...Object.fromEntries(
        fields.map(({ name, kind, optional, doc: description }) => [
          name,
          optional
            ? { description, anyOf: [KINDS[kind], { type: 'null' }] }
            : { description, ...KINDS[kind] },
        ]),
      ),
    },
  };
}
