import { letMessagesIn } from './slice';

/**
 * Reads a file as text, piece by piece, with messages let in between. `push` returns true once it has had enough.
 * False when the reading was given up.
 */
export async function streamFile(
  file: File,
  push: (text: string) => boolean,
  wanted: () => boolean,
  tell: (done: number) => void,
): Promise<boolean> {
  const stream = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let read = 0;
  let told = performance.now();
  for (;;) {
    const { done, value } = await stream.read();
    if (done) break;
    read += value.length;
    if (push(value)) break;
    // A message to the page costs more than a piece; ten a second are plenty for a progress bar.
    if (performance.now() - told > 100) {
      told = performance.now();
      tell(Math.min(1, read / file.size));
    }
    await letMessagesIn();
    if (!wanted()) {
      await stream.cancel();
      return false;
    }
  }
  await stream.cancel();
  return true;
}
