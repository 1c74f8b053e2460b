import type { SideReport } from '../../engine/result';
import { seconds } from '../../units/format';
import { useStores } from '../use-stores';
import type { ShownReports } from './shown-reports';
import { meansOf, pairedSentences, pairsText, perTokenOf } from './sure-words';

/** How much of the numbers is chance: intervals of each side, and of the difference on the same requests. */
export function SureView({ reports }: { reports: ShownReports }) {
  const { a, b } = reports;
  const { view } = useStores();
  return (
    <div className="answer-part">
      {b !== undefined && <Paired reports={reports} />}
      {a && <Means side="A" report={a} />}
      {b && <Means side="B" report={b} />}
      <p className="hint">
        Intervals are of chance: other requests of the same kind would give other numbers. From one scenario
        to another, a smaller change than these may be chance, too. Cost and energy per token move with how
        many tokens come while they are counted; these are nearly the same ones on both sides, so that A and B
        move together. None of this tells how far the model is from real machines.{' '}
        <button
          type="button"
          className="button-small"
          onClick={() => view.getState().set({ validation: { metric: null } })}
        >
          How right is it?
        </button>
      </p>
    </div>
  );
}

function Paired({ reports: { a, b, difference } }: { reports: ShownReports }) {
  if (!a?.feasible || !b?.feasible) return <p className="hint">Nothing to compare: a side does not run.</p>;
  if (a.saturated || b.saturated)
    return (
      <p className="hint">
        A queue grows for as long as the load lasts, so a difference of times would be that of this run only.
      </p>
    );
  if (difference === null)
    return <p className="hint">The difference on the same requests comes with the simulation.</p>;
  return (
    <div>
      <p className="answer-title">B against A</p>
      {pairedSentences(difference).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p className="hint">{pairsText(difference, [a.warmup_requests, b.warmup_requests])}</p>
    </div>
  );
}

function Means({ side, report }: { side: string; report: SideReport }) {
  if (!report.feasible) return <p className="hint">{side} does not run.</p>;
  if (report.saturated) return <p className="hint">{side} is overloaded: its times have no steady mean.</p>;
  const { band } = report;
  return (
    <div>
      <p className="answer-title">{side}, means</p>
      <dl className="answer-list">
        {[...meansOf(report), ...perTokenOf(report)].map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {band && (
        <p className="hint">
          Constants of these chips are known within a band only: the time per output token may truly lie
          between {seconds(band.tpot_s[0])} and {seconds(band.tpot_s[1])}.
        </p>
      )}
    </div>
  );
}
