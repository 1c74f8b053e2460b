import type { TraceWorkload } from '../input';
import { MAX_TRACE_REQUESTS, TraceColumns } from './trace-columns';
import { createCsvReader } from './trace-csv';
import { createMooncakeReader, looksLikeJsonLine, spreadBatches } from './trace-mooncake';
import { quote, type RowReader } from './trace-row';
import type { FileProblem, TraceOutcome, TraceSummary } from './trace-summary';

/** The longest line of a real trace so far is 3 kB; a file without line ends must not fill the memory. */
export const MAX_LINE_CHARS = 1_000_000;
/** This much of the start is looked at for bytes that no text has. */
const SNIFF_CHARS = 4096;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_TEXT = /[\x00-\x08\x0e-\x1f\x7f\ufffd]/;

const FORMATS =
  'Traces are CSV with a header that names a time, a prompt and an output column once each ' +
  '(t,in,out; time_s,input_tokens,output_tokens; Azure 2023: TIMESTAMP,ContextTokens,GeneratedTokens), ' +
  'or JSON lines with timestamp, input_length and output_length (Mooncake).';

export interface TraceReader {
  /** Takes the next piece of decoded text. Once it answers with a problem the file is refused; stop reading. */
  push(text: string): FileProblem | null;
  end(): TraceOutcome;
}

/**
 * Reads a request trace piece by piece: Azure 2023 CSV, Mooncake JSON lines, or any CSV with the three columns;
 * which one is seen from the first line, never from the name. Keeps typed columns and one unfinished line, so
 * memory grows by 16 bytes a request, and by the names of its blocks where it has them. The first thing wrong
 * refuses the whole file, with line and column: half a trace would look like an answer. Some things are put right
 * instead, and the summary's notes say so: rows out of order are sorted (logs of several servers), rows that
 * generated nothing are left out, batches of one time stamp are spread over it.
 *
 * Not promised: a last line without line end whose last number lost digits looks like a whole one (the Azure
 * files end that way), so a cut there goes unseen.
 */
export function createTraceReader(fileName: string): TraceReader {
  const columns = new TraceColumns();
  let rows: RowReader | null = null;
  let rest = '';
  let lines = 0;
  let sniffed = 0;
  let problem: FileProblem | null = null;

  const refuse = (line: number | null, column: string | null, message: string): FileProblem => {
    rest = '';
    problem = { file: fileName, line, column, message };
    return problem;
  };

  const sniff = (text: string): FileProblem | null => {
    const found = NOT_TEXT.exec(text.slice(0, SNIFF_CHARS - sniffed));
    if (found) {
      const column = `character ${sniffed + found.index + 1}`;
      return refuse(1, column, `this is not UTF-8 text. ${FORMATS}`);
    }
    sniffed += text.length;
    return null;
  };

  const takeLine = (line: string): FileProblem | null => {
    lines++;
    if (line.length > MAX_LINE_CHARS) {
      return refuse(lines, null, `the line is longer than ${MAX_LINE_CHARS} characters. ${FORMATS}`);
    }
    const text = line.trim();
    if (text === '') return null;
    if (rows === null) {
      const reader = looksLikeJsonLine(text) ? createMooncakeReader() : createCsvReader(text);
      if (typeof reader === 'string') return refuse(lines, null, `${quote(text)} ${reader}. ${FORMATS}`);
      rows = reader;
      if (rows.format !== 'mooncake') return null;
    }
    if (columns.count === MAX_TRACE_REQUESTS) {
      return refuse(lines, null, `more than ${MAX_TRACE_REQUESTS} requests`);
    }
    const wrong = rows.read(text, columns);
    return wrong && refuse(lines, wrong.column, wrong.message);
  };

  return {
    push(text) {
      if (problem) return problem;
      if (sniffed === 0 && text.startsWith('\ufeff')) text = text.slice(1);
      if (sniffed < SNIFF_CHARS && sniff(text)) return problem;
      rest += text;
      let start = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
        if (takeLine(rest.slice(start, end))) return problem;
        start = end + 1;
      }
      rest = rest.slice(start);
      return rest.length > MAX_LINE_CHARS ? takeLine(rest) : null;
    },

    end() {
      if (!problem && rest !== '') {
        const wrong = takeLine(rest);
        if (wrong && rows && lines > 1) {
          const cut = 'the last line has no line end and is incomplete: the file seems to be cut off here';
          refuse(lines, wrong.column, `${cut} (${wrong.message})`);
        }
      }
      if (problem) return { ok: false, problem };
      if (rows === null) return { ok: false, problem: refuse(null, null, 'the file is empty') };
      if (columns.count === 0)
        return { ok: false, problem: refuse(lines, null, noRequests(columns.skipped)) };
      return finish(fileName, rows, columns);
    },
  };
}

function noRequests(skipped: number): string {
  return skipped > 0
    ? `none of the ${skipped} requests generated a token`
    : 'there is a header but no request under it';
}

function finish(name: string, rows: RowReader, columns: TraceColumns): TraceOutcome {
  const notes = [...rows.notes];
  columns.finish();
  const { arrivalSeconds, promptTokens, outputTokens, count, skipped, outOfOrder } = columns;
  if (skipped > 0) notes.push(`${counted(skipped, 'request')} without a generated token left out.`);
  if (outOfOrder > 0) notes.push(`${counted(outOfOrder, 'row')} earlier than the row above: sorted by time.`);
  if (rows.format === 'mooncake') {
    const gap = spreadBatches(arrivalSeconds);
    if (gap !== null) {
      notes.push(
        `Stamps come in batches ${Math.round(gap * 1000) / 1000} s apart: arrivals are spread evenly inside each batch.`,
      );
    }
  }
  const summary: TraceSummary = {
    name,
    format: rows.format,
    requests: count,
    durationSeconds: arrivalSeconds[count - 1] ?? 0,
    promptTokensMean: mean(promptTokens),
    outputTokensMean: mean(outputTokens),
    skipped,
    notes,
  };
  const trace: TraceWorkload = { kind: 'trace', name, arrivalSeconds, promptTokens, outputTokens };
  const blockTokens = columns.blocks?.blockTokens() ?? null;
  if (columns.blocks !== null && blockTokens !== null) {
    trace.blockOffsets = columns.blocks.offsets;
    trace.blockIds = columns.blocks.ids;
    trace.blockTokens = blockTokens;
  } else if (columns.blocks !== null && columns.blocks.count > 0) {
    notes.push('Block names left out: no block size fits the number of names of every prompt.');
  }
  return { ok: true, trace, summary };
}

function counted(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}

function mean(column: Int32Array): number {
  let sum = 0;
  for (const value of column) sum += value;
  return column.length > 0 ? sum / column.length : 0;
}
