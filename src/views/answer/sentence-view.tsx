import { useEffect, useRef, useState } from 'react';
import type { Piece } from './sentence';
import { plainText } from './sentence';

/** Between two announcements: a slider in motion must not flood a screen reader. */
const PACE_MS = 1500;

/**
 * The sentence for the eye, at once, and for the ear, at a human pace. `more`: how many clauses beyond the usual ones
 * room is kept for.
 */
export function SentenceView({ sentence, more }: { sentence: Piece[]; more: number }) {
  const text = plainText(sentence);
  return (
    <>
      <p className="sentence" data-more={more}>
        {sentence.map((piece, index) =>
          piece.strong ? <strong key={index}>{piece.text}</strong> : piece.text,
        )}
      </p>
      <Spoken text={text} />
    </>
  );
}

function Spoken({ text }: { text: string }) {
  // What no longer holds is not left standing for whoever reads by ear.
  const [spoken, setSpoken] = useState('');
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef(text);
  useEffect(() => {
    newest.current = text;
    // One timer at a time; when it ends it says what holds then.
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      setSpoken(newest.current);
    }, PACE_MS);
  }, [text]);
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      waiting.current = undefined;
    },
    [],
  );
  return (
    <p aria-live="polite" className="visually-hidden">
      {spoken === text && spoken}
    </p>
  );
}
