/**
 * The messages between an embedded page and the page around it: every type, every field. Reading, the documentation
 * (docs/EMBED.md) and its test are loops over these rows.
 */
export type FieldKind = 'text' | 'seconds' | 'pixels' | 'count' | 'side' | 'theme';

export interface MessageField {
  name: string;
  kind: FieldKind;
  /** May be missing or null. */
  optional?: true;
  doc: string;
}

export interface MessageRow {
  type: string;
  fields: readonly MessageField[];
  doc: string;
}

const LINK: MessageField = {
  name: 'link',
  kind: 'text',
  doc: 'A link, or a fragment such as `v=1&ctx=32768`.',
};

/** Host to page. */
export const TO_PAGE = [
  {
    type: 'ping',
    fields: [],
    doc: 'Asks whether the page is there; it answers `ready`, `resize` and `state`.',
  },
  {
    type: 'set',
    fields: [LINK],
    doc: 'Shows another scenario. `view`, `layout`, `theme` and `req` stay as they are unless the link names them.',
  },
  { type: 'play', fields: [], doc: 'Lets cluster time run.' },
  { type: 'pause', fields: [], doc: 'Stops cluster time.' },
  {
    type: 'seek',
    fields: [{ name: 'time', kind: 'seconds', doc: 'Cluster time since the first arrival.' }],
    doc: 'Goes to a moment of the run.',
  },
  { type: 'next', fields: [], doc: 'The next step of the story, if the scenario belongs to one.' },
  { type: 'prev', fields: [], doc: 'The step before.' },
  {
    type: 'theme',
    fields: [{ name: 'theme', kind: 'theme', doc: '`auto`, `light` or `dark`.' }],
    doc: 'Changes the colours.',
  },
] as const satisfies readonly MessageRow[];

/** Page to host. */
export const TO_HOST = [
  {
    type: 'ready',
    fields: [{ name: 'version', kind: 'text', doc: 'Version of the page.' }],
    doc: 'The page answers. Sent once by itself, and after every `ping`.',
  },
  {
    type: 'resize',
    fields: [{ name: 'height', kind: 'pixels', doc: 'Height of the content, in CSS pixels.' }],
    doc: 'Sent when the height of the content changes.',
  },
  {
    type: 'state',
    fields: [{ name: 'link', kind: 'text', doc: 'The whole link of what is shown.' }],
    doc: 'Sent when the scenario changes, at most four times a second.',
  },
  {
    type: 'select',
    fields: [
      { name: 'side', kind: 'side', doc: '`a` or `b`.' },
      {
        name: 'request',
        kind: 'count',
        doc: 'Number of the request, from 0; `req` in links counts from 1, so add one.',
      },
      {
        name: 'token',
        kind: 'count',
        optional: true,
        doc: 'Number of the token in its answer, from 0, if one is meant.',
      },
      { name: 'time', kind: 'seconds', doc: 'Cluster time at that moment.' },
    ],
    doc: 'A request was selected, or a token of its answer: by a person, or by a scenario with `req`.',
  },
  {
    type: 'error',
    fields: [
      {
        name: 'field',
        kind: 'text',
        optional: true,
        doc: 'The field of the message that could not be used.',
      },
      { name: 'message', kind: 'text', doc: 'A sentence: what is wrong.' },
    ],
    doc: 'A message was malformed, a part of a link could not be used, or the engine stopped.',
  },
] as const satisfies readonly MessageRow[];
