import { closeSync, openSync, writeFileSync } from 'node:fs';
import { UsageError } from './usage';

/** Collected before each write: a call per line would cost more than the simulation. */
const CHUNK_CHARACTERS = 1 << 16;

/** Writes lines to a file as they come, so that a ledger of any length needs no memory. */
export class LineFile {
  private readonly handle: number;
  private pending = '';

  /** Throws UsageError where the file cannot be opened. */
  constructor(path: string) {
    try {
      this.handle = openSync(path, 'w');
    } catch (error) {
      throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  line(text: string): void {
    this.pending += `${text}\n`;
    if (this.pending.length >= CHUNK_CHARACTERS) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.handle);
  }

  private flush(): void {
    writeFileSync(this.handle, this.pending);
    this.pending = '';
  }
}
