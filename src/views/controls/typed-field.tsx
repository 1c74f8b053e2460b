import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Parsed } from '../../scenario/field';
import { useScenario } from '../use-stores';
import { unitOf } from './unit-of';

/** How long a number that is merely out of range may stand while it is being typed: "8" on the way to "8192". */
const PATIENCE_MS = 700;

/** Characters for which a field makes room beyond its usual width: `0.0234375`. */
const LONGEST = 12;

interface TypedFieldProps {
  /** Accessible name of the input. */
  name: string;
  /** The name in messages: `Context length "x" is not a number`. */
  subject: string;
  unit?: string;
  value: string;
  parse: (text: string) => Parsed<unknown>;
  /** Called with every text that parses, as it is typed. */
  onText: (text: string) => void;
  width?: 5 | 6 | 7 | 8 | 18;
  placeholder?: string | undefined;
  title?: string | undefined;
  disabled?: boolean;
}

/**
 * A value as text. What parses applies at once; what does not stays as typed, with the reason beside it, and the
 * last good value stays in force, which Escape puts back, and so does leaving a field that was emptied. While the
 * field has focus the page does not rewrite it.
 */
export function TypedField(props: TypedFieldProps) {
  const {
    name,
    subject,
    unit,
    value,
    parse,
    onText,
    width = 8,
    placeholder,
    title,
    disabled = false,
  } = props;
  const [draft, setDraft] = useState<string | null>(null);
  /** It is time to say what is wrong with the draft, if something is. */
  const [told, setTold] = useState(false);
  const patience = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => () => clearTimeout(patience.current), []);

  const parsed = draft === null ? null : parse(draft);
  const refused = parsed?.ok === false;
  const inForce = value === '' ? 'as before' : `${value}${unit ? ` ${unitOf(value, unit)}` : ''}`;
  const problem =
    told && parsed?.ok === false ? `${subject} “${draft!}” ${parsed.why}. Still ${inForce}.` : null;

  const putBack = () => {
    clearTimeout(patience.current);
    setDraft(null);
    setTold(false);
  };

  // Somebody else changed the value (the slider, a preset), stepped back, or made the text possible: what was refused is history.
  const opened = useScenario((state) => state.opened);
  const seen = useRef('');
  useEffect(() => {
    const now = `${String(opened)} ${value}`;
    // A text that is refused changes nothing, so this was somebody else even while the field has focus: its reset.
    const elsewhere = refused && seen.current !== now;
    seen.current = now;
    if (elsewhere || input.current !== document.activeElement) putBack();
  }, [value, opened, refused]);

  const change = (text: string) => {
    setDraft(text);
    clearTimeout(patience.current);
    if (parse(text).ok) {
      setTold(false);
      onText(text);
      return;
    }
    const unfinished = !told && /^([\d.,].*)?$/.test(text.trim());
    if (unfinished) patience.current = setTimeout(() => setTold(true), PATIENCE_MS);
    else setTold(true);
  };

  const finish = () => {
    if (draft === null) return;
    clearTimeout(patience.current);
    if (refused) setTold(true);
    else setDraft(null);
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') finish();
    // Stepping back is the page's: the browser's would type its way back, each text on the way a value of its own.
    const steps = (event.ctrlKey || event.metaKey) && /^[yz]$/i.test(event.key);
    if (draft === null || (event.key !== 'Escape' && !steps)) return;
    // Neither closes what the field stands in, nor goes a step back, before what is no value is put back.
    if (!steps || refused) {
      event.stopPropagation();
      event.preventDefault();
    }
    putBack();
  };

  return (
    <span className="typed">
      <input
        ref={input}
        className="typed-input"
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        title={title}
        aria-label={name}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        data-chars={Math.max(width, Math.min((value || (placeholder ?? '')).length, LONGEST))}
        disabled={disabled}
        value={draft ?? value}
        onChange={(event) => change(event.target.value)}
        onBlur={() => (draft?.trim() === '' ? putBack() : finish())}
        onKeyDown={onKey}
      />
      {unit && <span className="unit">{unit}</span>}
      <span id={id} role="alert" className="typed-problem">
        {problem}
      </span>
    </span>
  );
}
