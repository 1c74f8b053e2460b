import type { Problem } from './scenario';

/** The line of each key of a text that is JSON, by its path: `ctx`, `a.tp`, `scenario.ctx`. Of equal keys the last, as JSON. */
function linesOfKeys(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  /** What encloses the place: the path before its keys, with a point at its end; null in a list. */
  const open: (string | null)[] = [];
  let path = '';
  let line = 1;
  for (const [token, string, colon] of text.matchAll(
    /\n|[{}[\]]|"([^"\\]*(?:\\.[^"\\]*)*)"(?=[ \t\r\n]*(:)?)/g,
  )) {
    if (token === '\n') line++;
    else if (token === '{' || token === '[') {
      const before = open.length === 0 ? '' : `${path}.`;
      open.push(token === '[' || open.at(-1) === null ? null : before);
    } else if (token === '}' || token === ']') {
      path = (open.pop() ?? '').slice(0, -1);
    } else if (string !== undefined && colon !== undefined) {
      const before = open.at(-1) ?? null;
      if (before === null) continue;
      path = before + string;
      lines.set(path, line);
    }
  }
  return lines;
}

/** Problems of the keys of a scenario file, with the file and, where its text has the key, the line. */
export function withPlaces(problems: readonly Problem[], file: string, text: string): Problem[] {
  const lines = problems.length > 0 ? linesOfKeys(text) : new Map<string, number>();
  return problems.map((problem) => {
    const { key, message, cause } = problem;
    const line = ['', 'scenario.']
      .flatMap((before) =>
        [key, `${key}.architecture`, `${key}.arch`].map((path) => lines.get(before + path)),
      )
      .find((found) => found !== undefined);
    const place = `${file}${line === undefined ? '' : `, line ${String(line)}`}: `;
    return { ...problem, message: place + message, ...(cause !== undefined && { cause: place + cause }) };
  });
}
