import type { ValidationSummary } from '../../data/validation';
import { count } from '../../units/format';
import { useStores } from '../use-stores';
import { errorSize } from './agreement-words';
import { groupName } from './kinds';

/** What was compared and when, how many targets were met, and plainly where the model is wrong. */
export function Summary({ summary }: { summary: ValidationSummary }) {
  const { page } = useStores().addresses;
  const { version, date, rows, scored, headlines, compared, source } = summary;
  const missed = headlines.filter(({ median, target }) => median > target);
  return (
    <section aria-label="In short">
      <p>
        Version {version}, {date}. {count(scored)} of {count(rows)} measured rows were predicted and scored.{' '}
        {source}
      </p>
      <p>
        <b>
          {count(headlines.length - missed.length)} of {count(headlines.length)} targets are met.
        </b>
        {missed.length > 0 && ' The model is wrong where they are not: '}
        {missed
          .map(({ what, median, target }) => `${what}, ${errorSize(median)} (target ${errorSize(target)})`)
          .join('; ')}
        {missed.length > 0 && '.'}
      </p>
      <p className="hint">
        Letters are groups of measurements:{' '}
        {compared.map(({ group }, i) => (
          <span key={group}>
            {i > 0 && ', '}
            <b>{group}</b> {groupName(group)}
          </span>
        ))}
        .
      </p>
      <p className="hint">
        An error is the size of ln(predicted ÷ measured); small ones are relative errors. Bias is its mean:
        below zero is too small, for times too fast.{' '}
        {page !== null && (
          <a href={new URL('VALIDATION.md', page).href} target="_blank" rel="noopener">
            The same as text
          </a>
        )}
      </p>
    </section>
  );
}
