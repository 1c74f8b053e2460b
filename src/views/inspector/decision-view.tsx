import { useState, type ReactNode } from 'react';
import type { Decision } from '../../engine/routing/route';
import type { SideReport } from '../../engine/result';
import { count } from '../../units/format';
import { poolName } from '../answer/part-names';
import { candidateBars, costText, decisionSentence, fewOf, type CandidateBar } from './candidate-bars';
import { instanceName } from './instance-name';
import { outlookWords } from './outlook-words';
import { Swatch, termFill } from './textures';

/** Candidates in sight before all are asked for. */
const FEW = 8;

interface DecisionProps {
  decision: Decision;
  pools: SideReport['pools'];
  /** Of the request's answer. */
  answerTokens: number;
  /** The instance that is tried instead, and what that came to. */
  other: number | null;
  onOther: (instance: number | null) => void;
  result: ReactNode;
}

/** Why the request went where it went: the rule in words, each candidate as a bar of what it was expected to cost. */
export function DecisionView({ decision, pools, answerTokens, other, onOther, result }: DecisionProps) {
  const [all, setAll] = useState(false);
  const bars = candidateBars(decision);
  const shown = all ? bars : fewOf(bars, FEW);
  const among = decision.candidates.map(({ instance }) => instance);
  const name = (instance: number) => instanceName(pools, instance, among);
  const several = bars.length > 1;
  const outlook = outlookWords(decision, answerTokens);
  return (
    <section className="decision" aria-label={`Decision, ${poolName(decision.pool)}`}>
      <h3>
        {poolName(decision.pool)}: which instance?
        {several && <small> {decision.label}</small>}
      </h3>
      {several && <p className="hint">{decision.about}</p>}
      {decision.why !== null && <p className="hint">{decision.why}</p>}
      <p>{decisionSentence(decision, name)}</p>
      {outlook !== '' && <p className="hint">{outlook}</p>}
      {several && <TermNames bars={bars} />}
      {several && (
        <ol className="candidates">
          {shown.map((bar) => (
            <Candidate
              key={bar.instance}
              bar={bar}
              name={name(bar.instance)}
              unit={decision.unit}
              tried={other === bar.instance}
              onTry={() => onOther(other === bar.instance ? null : bar.instance)}
            >
              {other === bar.instance && result}
            </Candidate>
          ))}
        </ol>
      )}
      {shown.length < bars.length && several && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {count(bars.length)} instances
        </button>
      )}
    </section>
  );
}

/** What the hatches mean, where there is more than one. */
function TermNames({ bars }: { bars: readonly CandidateBar[] }) {
  const terms = bars.find((bar) => bar.terms.length > 0)?.terms ?? [];
  return (
    <ul className="term-names">
      {terms.map((term, i) => (
        <li key={term.name}>
          <Swatch fill={termFill(i)} />
          {term.name}
        </li>
      ))}
    </ul>
  );
}

interface CandidateProps {
  bar: CandidateBar;
  name: string;
  unit: Decision['unit'];
  tried: boolean;
  onTry: () => void;
  children: ReactNode;
}

function Candidate({ bar, name, unit, tried, onTry, children }: CandidateProps) {
  const words = tried ? 'Back to what happened' : 'Do it the other way';
  const terms = bar.terms.map((term) => `${term.name} ${costText(term.value, unit)}`).join(' + ');
  return (
    <li className="candidate" data-chosen={bar.chosen}>
      <span className="candidate-name">
        {name.charAt(0).toUpperCase() + name.slice(1)}
        {bar.chosen && <strong> ✓ chosen</strong>}
        {bar.reasonIfNot !== null && <small> {bar.reasonIfNot}</small>}
      </span>
      <span className="candidate-cost">{bar.terms.length > 0 && costText(bar.cost, unit)}</span>
      <svg className="candidate-bar" role="img" aria-label={terms}>
        {bar.terms.map((piece, i) => (
          <rect
            key={piece.name}
            x={inHundred(piece.start)}
            width={inHundred(piece.share)}
            height="100%"
            fill={termFill(i)}
          />
        ))}
      </svg>
      {bar.terms.length > 1 && (
        <small className="candidate-terms" aria-hidden="true">
          {bar.terms.map((term) => costText(term.value, unit)).join(' + ')}
        </small>
      )}
      {!bar.chosen && bar.terms.length > 0 && (
        <button type="button" className="button-small" aria-label={`${words}: ${name}`} onClick={onTry}>
          {words}
        </button>
      )}
      {children}
    </li>
  );
}

function inHundred(share: number): string {
  return `${String(share * 100)}%`;
}
