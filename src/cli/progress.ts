/**
 * How far a piece of work is, on standard error: one line that is rewritten on a terminal, a line every quarter in
 * a log.
 */
export function createProgress(label: string): (done: number) => void {
  const terminal = process.stderr.isTTY;
  const step = terminal ? 0.01 : 0.25;
  let next = 0;
  let ended = false;
  return (done) => {
    if (ended || (done < next && done < 1)) return;
    next = done + step;
    ended = done >= 1;
    const text = `${label} ${String(Math.floor(done * 100)).padStart(3)} %`;
    process.stderr.write(terminal ? `\r${text}${ended ? '\n' : ''}` : `${text}\n`);
  };
}
