import { useId, useState } from 'react';

const LEAST = 200;
const MOST = 4000;

/** A size in pixels, or none: what is empty, or no size that a page could have, is none. */
export function PixelField(props: {
  label: string;
  /** What none means. */
  none: string;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const { label, none, value, onChange } = props;
  const [text, setText] = useState(value === null ? '' : String(value));
  const id = useId();
  const pixels = sizeOf(text);
  return (
    <div className="dialog-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="dialog-input"
        inputMode="numeric"
        placeholder="auto"
        value={text}
        aria-describedby={`${id}-said`}
        aria-invalid={text.trim() !== '' && pixels === null}
        onChange={(event) => {
          setText(event.target.value);
          onChange(sizeOf(event.target.value));
        }}
      />
      <span id={`${id}-said`} className="hint">
        {pixels === null ? none : 'pixels'}
        {text.trim() !== '' && pixels === null && `; a size is ${String(LEAST)} to ${String(MOST)}`}
      </span>
    </div>
  );
}

function sizeOf(text: string): number | null {
  const pixels = Math.round(Number(text.trim() === '' ? NaN : text));
  return pixels >= LEAST && pixels <= MOST ? pixels : null;
}
