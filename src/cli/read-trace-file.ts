import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import type { TraceWorkload } from '../engine/input';
import { createTraceReader } from '../engine/workload/trace-reader';
import type { FileProblem, TraceSummary } from '../engine/workload/trace-summary';
import { createProgress } from './progress';
import { UsageError } from './usage';

/** Reads a request trace from disk piece by piece, with its progress. A file that cannot be used is bad usage. */
export async function readTraceFile(file: string): Promise<{ trace: TraceWorkload; summary: TraceSummary }> {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`--trace ${file}: there is no such file.`);
  if (!stat.isFile()) throw new UsageError(`--trace ${file}: not a file.`);

  const reader = createTraceReader(path.basename(file));
  const progress = createProgress(`reading ${path.basename(file)}`);
  let bytes = 0;
  // Decoded here rather than by the stream, so that progress counts bytes.
  const decoder = new TextDecoder();
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    const problem = reader.push(decoder.decode(piece, { stream: true }));
    if (problem) throw new UsageError(describe(problem));
    progress(bytes / stat.size);
  }
  const outcome = reader.end();
  if (!outcome.ok) throw new UsageError(describe(outcome.problem));
  return outcome;
}

function describe({ file, line, column, message }: FileProblem): string {
  const place = [file, line === null ? null : `line ${line}`, column].filter((part) => part !== null);
  return `${place.join(', ')}: ${message}`;
}
