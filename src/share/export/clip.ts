import { sourceLine, type Caption } from './caption';
import { wrap } from './wrap';

/** How long a clip is: enough for a few answers, short enough for a chat. */
export const CLIP_SECONDS = 6;

const FRAMES_PER_SECOND = 30;
const MARGIN = 16;
const FONT = 'sans-serif';

/** What this browser can record, or null. */
export function clipType(): string | null {
  const able = typeof MediaRecorder !== 'undefined' && 'captureStream' in HTMLCanvasElement.prototype;
  if (!able) return null;
  const types = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];
  return types.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/** Records a canvas as it moves, with what it shows above it and where it comes from below. Null when given up. */
export async function clipOf(
  canvas: HTMLCanvasElement,
  caption: Caption,
  { tell, signal }: { tell: (done: number) => void; signal: AbortSignal },
): Promise<Blob | null> {
  const type = clipType();
  if (type === null) throw new Error('this browser cannot record a canvas');
  const stage = stageFor(canvas, caption);
  const recorder = new MediaRecorder(stage.canvas.captureStream(FRAMES_PER_SECOND), {
    mimeType: type,
    videoBitsPerSecond: 4e6,
  });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const ended = new Promise<void>((done, failed) => {
    recorder.onstop = () => done();
    recorder.onerror = () => failed(new Error('the recorder gave up'));
  });
  stage.draw();
  recorder.start();
  const started = performance.now();
  const frame = (now: number) => {
    const done = (now - started) / (CLIP_SECONDS * 1000);
    if (recorder.state !== 'recording') return;
    if (done >= 1 || signal.aborted) {
      recorder.stop();
      return;
    }
    stage.draw();
    tell(Math.max(0, done));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  await ended;
  return signal.aborted ? null : new Blob(pieces, { type: 'video/webm' });
}

/** A canvas with the caption around a place where the picture is drawn anew for each frame. */
function stageFor(picture: HTMLCanvasElement, caption: Caption) {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const [ground, ink, muted] = [
    colour('--ground', '#fff'),
    colour('--ink', '#000'),
    colour('--muted', '#555'),
  ];
  const scale = picture.width / Math.max(1, picture.getBoundingClientRect().width);
  const width = picture.width + 2 * MARGIN * scale;
  const lines = (text: string, size: number, weight: number) => {
    const font = `${String(weight)} ${String(size * scale)}px ${FONT}`;
    context.font = font;
    const fits = wrap(text, width - 2 * MARGIN * scale, (part) => context.measureText(part).width);
    return fits.map((line) => ({ line, font, step: size * scale * 1.35, fill: weight > 400 ? ink : muted }));
  };
  const head = [...lines(caption.title, 16, 700), ...lines(caption.scenario, 12, 400)];
  const foot = lines(sourceLine(caption), 11, 400);
  const heightOf = (block: typeof head) => block.reduce((sum, { step }) => sum + step, 0);
  const top = MARGIN * scale + heightOf(head) + 8 * scale;
  canvas.width = even(width);
  canvas.height = even(top + picture.height + heightOf(foot) + MARGIN * scale);

  const write = (block: typeof head, from: number) => {
    let y = from;
    for (const { line, font, step, fill } of block) {
      y += step;
      context.font = font;
      context.fillStyle = fill;
      context.fillText(line, MARGIN * scale, y);
    }
  };
  const draw = () => {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    write(head, MARGIN * scale * 0.6);
    context.drawImage(picture, MARGIN * scale, top);
    write(foot, top + picture.height);
  };
  return { canvas, draw };
}

/** Video encoders want whole pairs of pixels. */
function even(pixels: number): number {
  return 2 * Math.ceil(pixels / 2);
}
