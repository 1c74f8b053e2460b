/**
 * Formulas as people read them: names, decimal numbers, + − × ÷, whole powers, brackets, √(…), max(…) and min(…). They are shown as
 * they stand and evaluated from the same text, so what a reader checks with a pocket calculator is what was computed.
 */

type Token =
  { kind: 'number'; value: number } | { kind: 'name'; text: string } | { kind: 'sign'; text: string };

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([\p{L}_][\p{L}\p{Nd}_]*)|([+−×÷(),√²^]))/uy;

/** Throws a SyntaxError at the first character that is none of the formula language. */
function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new SyntaxError(`"${text}" cannot be read from "${text.slice(at)}" on`);
    const [, number, name, sign] = match;
    if (number !== undefined) found.push({ kind: 'number', value: Number(number) });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else found.push({ kind: 'sign', text: sign! });
    at = TOKEN.lastIndex;
  }
  return found;
}

const FUNCTIONS: Record<string, (values: number[]) => number> = {
  '√': ([x]) => Math.sqrt(x!),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
};

/** Value of a formula; `value` gives what a name stands for. Throws a SyntaxError where it is not well formed. */
export function evaluate(text: string, value: (name: string) => number): number {
  const list = tokens(text);
  let at = 0;
  const next = (): Token | undefined => list[at];
  const sign = (...texts: string[]): string | null => {
    const token = next();
    if (token?.kind !== 'sign' || !texts.includes(token.text)) return null;
    at++;
    return token.text;
  };
  const expect = (text_: string): void => {
    if (sign(text_) === null) throw new SyntaxError(`"${text}" lacks ${text_}`);
  };

  function sum(): number {
    let total = product();
    for (let op = sign('+', '−'); op !== null; op = sign('+', '−'))
      total = op === '+' ? total + product() : total - product();
    return total;
  }
  function product(): number {
    let total = factor();
    for (let op = sign('×', '÷'); op !== null; op = sign('×', '÷'))
      total = op === '×' ? total * factor() : total / factor();
    return total;
  }
  function factor(): number {
    const base = primary();
    if (sign('²') !== null) return base * base;
    return sign('^') === null ? base : wholePower(base, primary());
  }
  function primary(): number {
    if (sign('−') !== null) return -primary();
    if (sign('√') !== null) return called('√');
    if (sign('(') !== null) {
      const inner = sum();
      expect(')');
      return inner;
    }
    const token = next();
    at++;
    if (token?.kind === 'number') return token.value;
    if (token?.kind === 'name') return token.text in FUNCTIONS ? called(token.text) : value(token.text);
    throw new SyntaxError(`"${text}" ends too early, or has a sign too many`);
  }
  function called(name: string): number {
    expect('(');
    const values = [sum()];
    while (sign(',') !== null) values.push(sum());
    expect(')');
    return FUNCTIONS[name]!(values);
  }

  const result = sum();
  if (at < list.length) throw new SyntaxError(`"${text}" goes on after its end`);
  return result;
}

function wholePower(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}

/** The formula with each name replaced. */
export function replaceNames(text: string, replacement: (name: string) => string): string {
  return text.replace(/[\p{L}_][\p{L}\p{Nd}_]*/gu, (name) => (name in FUNCTIONS ? name : replacement(name)));
}
