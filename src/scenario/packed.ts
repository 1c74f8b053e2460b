import { bad, good, type Parsed } from './field';
import { customJson, readCustom, type Custom } from './custom';

/**
 * The packed part of a link: `j1.` and JSON in base64 with the letters that a fragment needs no escape for. Another
 * packing gets another name, so that old links say how they are read.
 */
const CODEC = 'j1';
/** Twice what a browser's history takes whole would be no link any more. */
const LONGEST = 65_536;

export function printPacked(custom: Custom): string {
  return packed(customJson(custom));
}

/** Any JSON value in the packed form; what is wrong with it is found when it is read. */
export function packed(json: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const text = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${CODEC}.${text}`;
}

export function parsePacked(text: string): Parsed<Custom> {
  const [, codec, body] = /^(\w{1,8})\.([\w-]*)$/.exec(text.trim()) ?? [];
  if (codec === undefined || body === undefined) return bad(`is not ${CODEC}. and base64 letters`);
  if (codec !== CODEC)
    return bad(`is packed as "${codec}", which this Tokenyard does not know; a newer one may`);
  if (body.length > LONGEST) return bad(`is longer than ${String(LONGEST)} letters`);
  const json = unpacked(body);
  if (json === undefined) return bad('is cut off or mangled: it holds no JSON');
  const read = readCustom(json);
  return read.ok ? good(read.custom) : bad(`cannot be used: ${read.why}`);
}

/** Undefined where the letters hold no JSON. */
function unpacked(body: string): unknown {
  try {
    const binary = atob(body.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
