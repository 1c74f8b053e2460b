/* eslint-disable no-control-regex -- a string of JSON holds no control characters */
/**
 * Where a text stops being JSON: the index of the first token that cannot stand there, or its end when it is cut off.
 * Browsers do not say it alike, some not at all. Null where the text is JSON.
 */
export function jsonBreak(text: string): number | null {
  const token =
    /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
  /** What encloses the place, innermost last. */
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (;;) {
    const at = skipSpace(text, token.lastIndex);
    if (at === text.length) return expected === 'end' && open.length === 0 ? null : at;
    const [, sign, string, other] = token.exec(text) ?? [];
    const next = step(open, expected, sign ?? (string === undefined ? other && 'x' : '"'));
    if (next === null) return at;
    expected = next;
  }
}

/** Where a text stops being JSON, and why, for people. Counted here: not every browser says it. */
export function jsonFault(text: string): { line: number; column: number; message: string } {
  const at = jsonBreak(text) ?? text.length;
  const before = text.slice(0, at).split('\n');
  const found = text.slice(at, at + 20).split('\n')[0] ?? '';
  const message = found === '' ? 'the JSON ends too early' : `"${found}" cannot stand here in JSON`;
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
}

/** `key` and `entry` may also be the end of an object or a list that is empty. */
type Expected = 'value' | 'key' | 'entry' | 'next key' | 'colon' | 'end';

/** What may follow a token (a sign, `"` for a string, `x` for another value), or null when it may not stand here. */
function step(open: ('{' | '[')[], expected: Expected, token: string | undefined): Expected | null {
  const inside = open.at(-1);
  const closes = (inside === '{' && token === '}') || (inside === '[' && token === ']');
  if (closes && (expected === 'end' || expected === 'key' || expected === 'entry')) {
    open.pop();
    return 'end';
  }
  if (expected === 'colon') return token === ':' ? 'value' : null;
  if (expected === 'key' || expected === 'next key') return token === '"' ? 'colon' : null;
  if (expected === 'end') {
    if (token !== ',' || inside === undefined) return null;
    return inside === '{' ? 'next key' : 'value';
  }
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'key' : 'entry';
  }
  return token === '"' || token === 'x' ? 'end' : null;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}
