import type { Tokens } from '../../units/units';
import { MAX_BLOCK_IDS } from '../memory/block-rows';
import { TraceBlocks } from './trace-blocks';
import { columnsOf, splitRow, unitOf, type Column, type HeaderColumns } from './trace-header';
import { addRow, countProblem, quote, readCount, type RowReader } from './trace-row';
import { SESSION_BLOCK_TOKENS, SessionNames } from './trace-sessions';
import { createStampReader } from './trace-stamp';

const AZURE_HEADER = 'TIMESTAMP,ContextTokens,GeneratedTokens';

/** A reader for the rows under this header; or why it is none that names a time and two token counts. */
export function createCsvReader(header: string): RowReader | string {
  const columns = columnsOf(header);
  return typeof columns === 'string' ? columns : rowReader(header, columns);
}

/** What says which prompts begin alike. */
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

function rowReader(header: string, columns: HeaderColumns): RowReader {
  const { delimiter, width, time, prompt, output } = columns;
  const sharing = sharingOf(columns.hashes, columns.session);
  const azure = header === AZURE_HEADER;
  const unit = unitOf(time);
  const readStamp = createStampReader(unit ?? 1);
  const notes = azure
    ? []
    : [`Columns: arrival "${time.name}", prompt "${prompt.name}", output "${output.name}".`];
  if (!azure && unit === null) notes.push(`"${time.name}" names no unit: numbers in it are read as seconds.`);
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
