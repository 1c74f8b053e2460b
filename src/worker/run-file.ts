import type { EngineInput } from '../engine/input';
import { ALL_PARTS } from '../engine/sim/all-parts';
import { TRACE_END, TRACE_HEAD, traceEvents } from '../engine/sim/chrome-trace';
import { LEDGER_COLUMNS, ledgerLines } from '../engine/sim/ledger-csv';
import { Runner } from '../engine/sim/runner';
import { letMessagesIn, SLICE_MILLISECONDS } from './slice';

/** Files that need a run of their own, because what is on screen kept no ledger. */
export type RunFileKind = 'ledger' | 'chrome-trace';

export interface RunFileSide {
  side: 'a' | 'b';
  input: EngineInput;
}

/** Lines go into a blob in pieces of this many characters: the browser may keep those on disk. */
const PIECE = 1 << 20;

/**
 * Runs the sides with their ledgers on and writes them to one blob, piece by piece and in slices. Null once it is no
 * longer wanted.
 */
export async function writeRunFile(
  kind: RunFileKind,
  sides: readonly RunFileSide[],
  wanted: () => boolean,
  tell: (done: number) => void,
): Promise<Blob | null> {
  const pieces: Blob[] = [];
  let text = kind === 'ledger' ? `${LEDGER_COLUMNS.join(',')}\n` : `${TRACE_HEAD}\n`;
  let between = '';
  let sliceEnd = performance.now() + SLICE_MILLISECONDS;
  const pause = async (done: number): Promise<boolean> => {
    if (performance.now() < sliceEnd) return true;
    tell(done);
    await letMessagesIn();
    sliceEnd = performance.now() + SLICE_MILLISECONDS;
    return wanted();
  };

  for (const [i, { side, input }] of sides.entries()) {
    const runner = new Runner(input, ALL_PARTS, { ledger: true });
    while (!runner.advance()) {
      if (!(await pause((i + 0.8 * runner.progress) / sides.length))) return null;
    }
    const { simulation } = runner;
    // A side that does not fit has no run.
    if (simulation === null) continue;
    const lines = kind === 'ledger' ? ledgerLines(side, simulation) : traceEvents(side, simulation);
    for (const line of lines) {
      text += kind === 'ledger' ? `${line}\n` : `${between}${line}`;
      between = ',\n';
      if (text.length < PIECE) continue;
      pieces.push(new Blob([text]));
      text = '';
      if (!(await pause((i + 0.9) / sides.length))) return null;
    }
  }
  if (kind === 'chrome-trace') text += `\n${TRACE_END}\n`;
  return new Blob([...pieces, text], { type: kind === 'ledger' ? 'text/csv' : 'application/json' });
}
