import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Width a column of text often has: what an embed that is as wide as the text is shown at. */
const COLUMN = 680;

/** Before the frame has told its height. */
const UNKNOWN = 480;

/**
 * The embed as it will be, made smaller where it does not fit the dialog. It tells its height the way it tells a host.
 */
export function EmbedPreview(props: {
  link: string;
  width: number | null;
  height: number | null;
  /** The height of the content at that width. */
  onHeight: (pixels: number) => void;
}) {
  const { link, width, height, onHeight } = props;
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [room, setRoom] = useState(0);
  const [told, setTold] = useState<number | null>(null);
  const wide = width ?? COLUMN;
  const high = height ?? told ?? UNKNOWN;

  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const hear = ({ source, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow || typeof data !== 'object' || data === null) return;
      const { tokenyard, type, height: pixels } = data as Record<string, unknown>;
      if (tokenyard !== 1 || type !== 'resize' || typeof pixels !== 'number') return;
      // In a frame of another height the page is laid out for that one.
      if (height !== null) return;
      setTold(pixels);
      onHeight(pixels);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [onHeight, height]);

  const scale = room > 0 ? Math.min(1, room / wide) : 1;
  return (
    <div
      className="embed-preview"
      ref={place}
      style={{ height: Math.ceil(high * scale) }}
      // It scrolls when it is higher than its place.
      tabIndex={0}
      role="group"
      aria-label="Preview"
    >
      <iframe
        // Another fragment alone would leave an entry in the history of this page.
        key={link}
        ref={frame}
        src={link}
        title="Preview of the embed"
        // A picture of it: the page behind has the same parts, and they are not to be reached twice.
        inert
        width={wide}
        height={high}
        style={{ transform: `scale(${scale})` }}
      />
    </div>
  );
}
