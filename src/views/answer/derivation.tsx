import { use } from 'react';
import { loadSources } from '../../data/sources';
import type { Card } from '../../engine/derive/cards';
import type { Quantity } from '../../engine/derive/quantity';
import type { SideReport } from '../../engine/result';
import { percent } from '../../units/format';
import { SourceLink } from '../catalogue/source-link';
import { useStores } from '../use-stores';
import { FormulaText } from './formula-text';
import { originOf } from './origin';
import { quantityText } from './quantity-text';

/** Asked for once, when the first card is opened. */
let sources: ReturnType<typeof loadSources> | null = null;

/** Why a simulated number has no formulas, and what to do. */
const MISSING = {
  trace:
    'No formulas: the trace of this run is no longer loaded. Let the run of the scenario as it stands end, or open that file again.',
  engine: 'No formulas: the engine did not answer. A change of the scenario asks it anew.',
};

/** How a number follows from what was counted, and how the closed form computes it from published figures. */
export function Derivation(props: { id: Card['id']; side: 'a' | 'b'; report: SideReport }) {
  const { id, side, report } = props;
  const { cards, missing } = use(useStores().reasons.of(side, report));
  if (missing !== null) return <p className="hint-strong">{MISSING[missing]}</p>;
  const card = cards.find((one) => one.id === id);
  if (!card) return null;
  const { run, closedForm } = card;
  return (
    <div className="derivation">
      {run && 'formula' in run.from && <Formula heading="As the run counted it" quantity={run} />}
      {closedForm && <Formula heading={closedFormHeading(run, closedForm)} quantity={closedForm} />}
      {closedForm === null && run !== null && id !== 'chips' && (
        <p>No closed form knows this number here; it comes from the run alone.</p>
      )}
    </div>
  );
}

function closedFormHeading(run: Quantity | null, closedForm: Quantity): string {
  if (run === null || run.value === closedForm.value) return 'By formula';
  const off = closedForm.value / run.value - 1;
  return `By formula, ${percent(Math.abs(off))} ${off < 0 ? 'below' : 'above'} the run`;
}

function Formula({ heading, quantity }: { heading: string; quantity: Quantity }) {
  return (
    <details>
      <summary>
        <b>{heading}</b>
      </summary>
      <Derived quantity={quantity} />
    </details>
  );
}

/** A formula, the same with its values, and what goes into it: formulas of their own open in turn. */
function Derived({ quantity }: { quantity: Quantity }) {
  const { from, symbol, value, unit } = quantity;
  if (!('formula' in from)) return null;
  return (
    <>
      <p className="formula-symbols">
        <FormulaText text={`${symbol} = ${from.formula}`} />
      </p>
      <p className="formula-values">
        = {from.plugged} = <b>{quantityText(value, unit)}</b>
      </p>
      <ul>
        {from.inputs.map((input) => (
          <li key={input.symbol}>
            <Input quantity={input} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Input({ quantity }: { quantity: Quantity }) {
  const { symbol, label, value, unit, from } = quantity;
  const name = (
    <>
      <FormulaText text={symbol} /> {label}: <b>{quantityText(value, unit)}</b>
    </>
  );
  if (!('formula' in from)) {
    return (
      <>
        {name} <Origin quantity={quantity} />
      </>
    );
  }
  return (
    <details>
      <summary>
        <span>{name}</span>
      </summary>
      <Derived quantity={quantity} />
    </details>
  );
}

function Origin({ quantity }: { quantity: Quantity }) {
  const entries = use((sources ??= loadSources()));
  const { text, class: factClass, source, note } = originOf(quantity);
  return (
    <small>
      Where from: {factClass === null ? text : `${text}, ${factClass}`}
      {source.map((key) => (
        <SourceLink key={key} entry={entries[key]} id={key} />
      ))}
      {note !== '' && <span className="fact-note">{note}</span>}
    </small>
  );
}
