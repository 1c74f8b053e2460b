import type { Tokens } from '../../units/units';
import { MAX_BLOCK_IDS } from '../memory/block-rows';
import { TraceBlocks } from './trace-blocks';
import { addRow, countProblem, quote, readCount, type RowReader } from './trace-row';
import { SESSION_BLOCK_TOKENS, SessionNames } from './trace-sessions';
import { createStampReader } from './trace-stamp';

const AZURE_HEADER = 'TIMESTAMP,ContextTokens,GeneratedTokens';

/** Names of the columns, letters and digits only. Units at the end of the time column are taken off first. */
const TIME = /^(timestamp|arrivedat|arrivaltime|arrival|time)$/;
const PROMPT = /^(num)?(input|prompt|context|prefill|request)(tokens|token|length|len|tokencount)$/;
const OUTPUT =
  /^(num)?(output|generated|generation|completion|decode|response)(tokens|token|length|len|tokencount)$/;
const BARE_PROMPT = /^(input|prompt|context)$/;
const BARE_OUTPUT = /^(output|generated|answer|response|completion)$/;
const SESSION = /^(session|conversation|chat|dialog|dialogue|thread)(id)?$/;
const HASHES = /^(prefix|block)?(hash|hashes|hashids|blocks|blockids)$/;

const UNITS: [suffix: RegExp, seconds: number][] = [
  [/(_ms|\(ms\)|milliseconds)$/, 1e-3],
  [/(_us|\(us\)|microseconds)$/, 1e-6],
  [/(_ns|\(ns\)|nanoseconds)$/, 1e-9],
  [/(_s|\(s\)|_sec|seconds)$/, 1],
];

interface Column {
  name: string;
  index: number;
}

/** A reader for the rows under this header, or null when it does not name a time and two token counts. */
export function createCsvReader(header: string): RowReader | null {
  for (const delimiter of [',', ';', '\t']) {
    const names = splitRow(header, delimiter) ?? [];
    const time = find(names, [TIME], timeName);
    const prompt = find(names, [PROMPT, BARE_PROMPT], plainName);
    const output = find(names, [OUTPUT, BARE_OUTPUT], plainName);
    if (time && prompt && output) {
      const sharing = sharingOf(find(names, [HASHES], plainName), find(names, [SESSION], plainName));
      return rowReader(header, delimiter, names.length, { time, prompt, output, sharing });
    }
  }
  return null;
}

interface Columns {
  time: Column;
  prompt: Column;
  output: Column;
  /** What says which prompts begin alike; null where no column does. */
  sharing: Sharing | null;
}

interface Sharing {
  column: Column;
  note: string;
  blocks: TraceBlocks;
  /** Names of a prompt's blocks, from what the column has. */
  names(text: string, prompt: Tokens): readonly (number | string)[];
}

function sharingOf(hashes: Column | null, session: Column | null): Sharing | null {
  if (hashes !== null) {
    const names = (text: string) => text.split(/[\s;|,[\]"']+/).filter((name) => name !== '');
    const note = `Names of prefix blocks: "${hashes.name}".`;
    return { column: hashes, note, blocks: new TraceBlocks(), names };
  }
  if (session === null) return null;
  const sessions = new SessionNames();
  return {
    column: session,
    note: `Sessions: "${session.name}". Each prompt of a session is taken to begin with the one before it.`,
    blocks: new TraceBlocks(SESSION_BLOCK_TOKENS),
    names: (text, prompt) => sessions.of(text, prompt),
  };
}

function rowReader(header: string, delimiter: string, width: number, columns: Columns): RowReader {
  const { time, prompt, output, sharing } = columns;
  const azure = header === AZURE_HEADER;
  const unit = UNITS.find(([suffix]) => suffix.test(time.name.toLowerCase().trim()));
  const readStamp = createStampReader(unit?.[1] ?? 1);
  const notes = azure
    ? []
    : [`Columns: arrival "${time.name}", prompt "${prompt.name}", output "${output.name}".`];
  if (!azure && !unit) notes.push(`"${time.name}" names no unit: numbers in it are read as seconds.`);
  if (sharing) notes.push(sharing.note);

  return {
    format: azure ? 'azure-2023' : 'generic-csv',
    notes,
    read(line, into) {
      const fields = splitRow(line, delimiter);
      if (fields === null) return { column: null, message: 'a quoted field is not closed on its line' };
      if (fields.length !== width) {
        return { column: null, message: `${fields.length} columns where the header has ${width}` };
      }
      const stamp = fields[time.index] ?? '';
      const seconds = readStamp(stamp);
      if (Number.isNaN(seconds)) {
        return { column: time.name, message: `${quote(stamp)} is not a time like the first row's` };
      }
      const counts: number[] = [];
      for (const column of [prompt, output]) {
        const text = fields[column.index] ?? '';
        const count = readCount(text);
        const message = countProblem(count, text);
        if (message !== null) return { column: column.name, message };
        counts.push(count);
      }
      const [promptTokens = 0, outputTokens = 0] = counts;
      const before = into.count;
      const problem = addRow(into, seconds, promptTokens, outputTokens, prompt.name);
      if (problem !== null || sharing === null || into.count === before) return problem;
      into.blocks = sharing.blocks;
      const { column } = sharing;
      const names = sharing.names(fields[column.index] ?? '', promptTokens);
      if (sharing.blocks.add(names, promptTokens)) return null;
      return { column: column.name, message: `more than ${MAX_BLOCK_IDS} blocks in all` };
    },
  };
}

/** Fields of a row, quotes and blanks around them taken off. Null when a quote is left open. */
function splitRow(line: string, delimiter: string): string[] | null {
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

/** The first column that fits the first pattern that fits any. */
function find(names: string[], patterns: RegExp[], simplify: (name: string) => string): Column | null {
  for (const pattern of patterns) {
    const index = names.findIndex((name) => pattern.test(simplify(name)));
    if (index >= 0) return { name: names[index] ?? '', index };
  }
  return null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function timeName(name: string): string {
  const lower = name.toLowerCase().trim();
  return plainName(UNITS.reduce((left, [suffix]) => left.replace(suffix, ''), lower));
}
