import { createLedgerReader } from '../engine/sim/ledger-reader';
import type { LedgerResult } from './api';
import { streamFile } from './stream-file';

/** Adds up a ledger file and checks it; nothing of the page's run is touched. */
export async function readLedgerFile(
  file: File,
  wanted: () => boolean,
  tell: (done: number) => void,
): Promise<LedgerResult> {
  const reader = createLedgerReader(file.name);
  const read = await streamFile(file, (text) => reader.push(text) !== null, wanted, tell);
  if (!read) return { kind: 'cancelled' };
  const result = reader.end();
  return result.ok ? { kind: 'read', summary: result.summary } : { kind: 'refused', problem: result.problem };
}
