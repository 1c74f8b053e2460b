/** Which columns of a CSV hold what, by the names in its header. */

export interface Column {
  name: string;
  index: number;
}

export interface HeaderColumns {
  delimiter: string;
  /** Fields of every row. */
  width: number;
  time: Column;
  prompt: Column;
  output: Column;
  session: Column | null;
  hashes: Column | null;
}

/**
 * Names of the columns, letters and digits only, the plainest first: a name further down counts where none above it is
 * there. Units at the end of the time column are taken off before.
 */
const NEEDED = {
  time: [/^(arrivedat|arrivaltime|arrival)$/, /^(timestamp|time)$/, /^(ts|t)$/],
  prompt: [
    /^(num|n)?(input|prompt|context|prefill|request|in)(tokens|token|tokencount)$|^tokens?(in|input)$/,
    /^(num|n)?(input|prompt|context|prefill|request|in)(length|len|seqlen|sequencelength)$|^isl$/,
    /^(input|prompt|context|in)$/,
  ],
  output: [
    /^(num|n)?(output|generated|generation|completion|decode|response|out)(tokens|token|tokencount)$|^tokens?(out|output)$/,
    /^(num|n)?(output|generated|generation|completion|decode|response|out)(length|len|seqlen|sequencelength)$|^osl$/,
    /^(output|generated|answer|response|completion|out)$/,
  ],
};
const SESSION = /^(session|conversation|chat|dialog|dialogue|thread)(id)?$/;
const HASHES = /^(prefix|block)?(hash|hashes|hashids|blocks|blockids)$/;

const UNITS: [suffix: RegExp, seconds: number][] = [
  [/(_ms|\(ms\)|milliseconds)$/, 1e-3],
  [/(_us|\(us\)|microseconds)$/, 1e-6],
  [/(_ns|\(ns\)|nanoseconds)$/, 1e-9],
  [/(_s|\(s\)|_sec|seconds)$/, 1],
];

/** The columns of a header; or what it lacks or says twice, as the end of a sentence. */
export function columnsOf(header: string): HeaderColumns | string {
  let fewest = Infinity;
  let why = '';
  for (const delimiter of [',', ';', '\t']) {
    const names = splitRow(header, delimiter) ?? [];
    const time = find(names, NEEDED.time, timeName);
    const prompt = find(names, NEEDED.prompt, plainName);
    const output = find(names, NEEDED.output, plainName);
    const [t, p, o] = [time[0], prompt[0], output[0]];
    const missing = [...(t ? [] : ['a time']), ...(p ? [] : ['a prompt']), ...(o ? [] : ['an output'])];
    const twice = [time, prompt, output].find((columns) => columns.length > 1);
    if (t && p && o && !twice) {
      const session = find(names, [SESSION], plainName)[0] ?? null;
      const hashes = find(names, [HASHES], plainName)[0] ?? null;
      return { delimiter, width: names.length, time: t, prompt: p, output: o, session, hashes };
    }
    if (missing.length >= fewest) continue;
    fewest = missing.length;
    if (missing.length === 3) why = 'is not a header';
    else if (missing.length > 0) why = `is not a header with ${missing.join(' and ')}`;
    else why = `names the same thing in ${twice!.map(({ name }) => `"${name}"`).join(' and ')}`;
  }
  return why;
}

/** Seconds of one unit of a time column; null where its name says none. */
export function unitOf(time: Column): number | null {
  const name = time.name.toLowerCase();
  return UNITS.find(([suffix]) => suffix.test(name))?.[1] ?? null;
}

/** Fields of a row, quotes and blanks around them taken off. Null when a quote is left open. */
export function splitRow(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter).map((field) => field.trim());
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? '';
    if (char === '"' && quoted && line[i + 1] === '"') field += line[++i] ?? '';
    else if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) {
      fields.push(field.trim());
      field = '';
    } else field += char;
  }
  fields.push(field.trim());
  return quoted ? null : fields;
}

/** The columns that fit the first pattern that fits any. */
function find(names: string[], patterns: RegExp[], simplify: (name: string) => string): Column[] {
  const columns = names.map((name, index) => ({ name, index, plain: simplify(name) }));
  for (const pattern of patterns) {
    const fitting = columns.filter(({ plain }) => pattern.test(plain));
    if (fitting.length > 0) return fitting;
  }
  return [];
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function timeName(name: string): string {
  return plainName(UNITS.reduce((left, [suffix]) => left.replace(suffix, ''), name.toLowerCase()));
}
