import type { Receipt } from '../../engine/sim/receipt';
import { count } from '../../units/format';
import type { Seconds } from '../../units/units';
import { TypedField } from '../controls/typed-field';
import { parseOrdinal } from './parse-ordinal';
import { tokenEntries, tokenStep } from './token-step';

interface Props {
  receipt: Receipt;
  /** Of the answer, from 0; null before one is asked for. */
  token: number | null;
  onToken: (token: number) => void;
  /** Brings the flow to a moment of the run. */
  onSeek: (time: Seconds) => void;
  /** Steps are those of a mean round of speculation. */
  meanRounds: boolean;
}

/** One token of the answer: the step that wrote it, who was in it, and what it read. */
export function TokenView({ receipt, token, onToken, onSeek, meanRounds }: Props) {
  const last = receipt.outputTokens - 1;
  const asked = token === null ? null : Math.min(token, last);
  const parse = (text: string) => parseOrdinal(text, receipt.outputTokens, 'tokens of this answer');
  const found = asked === null ? null : tokenStep(receipt, asked);
  const before = asked === null ? null : tokenStep(receipt, asked - 1);
  return (
    <section className="one-token" aria-label="One token">
      <div className="finder-row">
        <span className="finder-label">Token</span>
        <button
          type="button"
          className="button"
          aria-label="Previous token"
          disabled={asked === null || asked <= 0}
          onClick={() => onToken(asked! - 1)}
        >
          ‹
        </button>
        <TypedField
          name="Token number"
          subject="Token"
          value={asked === null ? '' : String(asked + 1)}
          parse={parse}
          onText={(text) => {
            const parsed = parse(text);
            if (parsed.ok) onToken(parsed.value);
          }}
          width={6}
          disabled={last < 0}
        />
        <button
          type="button"
          className="button"
          aria-label="Next token"
          disabled={asked !== null && asked >= last}
          onClick={() => onToken(asked === null ? 0 : asked + 1)}
        >
          ›
        </button>
        <span className="unit finder-count">of {count(receipt.outputTokens)}</span>
        {found && (
          <button type="button" className="button-small" onClick={() => onSeek(found.endSeconds)}>
            See it in the flow
          </button>
        )}
      </div>
      {found && (
        <dl className="entries" aria-live="polite">
          {tokenEntries(receipt, found, before).map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {found?.step && meanRounds && (
        <p className="hint">Speculation is taken at its mean here: a token’s step is its share of a round.</p>
      )}
    </section>
  );
}
