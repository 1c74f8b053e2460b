import type { Receipt } from '../../engine/sim/receipt';
import type { Seconds } from '../../units/units';
import { OrdinalRow } from './ordinal-row';
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
  const found = asked === null ? null : tokenStep(receipt, asked);
  const before = asked === null ? null : tokenStep(receipt, asked - 1);
  return (
    <section className="one-token" aria-label="One token">
      <OrdinalRow
        what="Token"
        things="tokens of this answer"
        at={asked}
        of={receipt.outputTokens}
        onPick={onToken}
      >
        {found && (
          <button type="button" className="button-small" onClick={() => onSeek(found.endSeconds)}>
            See it in the flow
          </button>
        )}
      </OrdinalRow>
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
