import { useMemo, useState } from 'react';
import type { Field } from '../../scenario/field';
import { priceSlots } from '../../scenario/pool-prices';
import { parsePrice } from '../../scenario/prices';
import type { SideScenario } from '../../scenario/scenario';
import { Term } from '../term';
import { useScenario, useStores } from '../use-stores';
import { FieldRow, nameOf, plainDoc } from './field-row';
import {
  missingText,
  pricesInForce,
  slotName,
  usualOf,
  usualText,
  writtenPrices,
  type AskedPrices,
} from './price-slots';
import { ResetHere } from './reset-button';
import { TypedField } from './typed-field';

/** Prices that were typed and are not in force, for another is missing; of no use once the side is another. */
interface Held {
  side: SideScenario | null;
  opened: number;
  prices: AskedPrices;
}

/** What chips cost on one side: a number for each pool that may have a price of its own. */
export function PriceFields({ field, id }: { field: Field<unknown>; id: 'a' | 'b' }) {
  const { scenario: store } = useStores();
  const side = useScenario((state) => state.scenario[id]);
  const custom = useScenario((state) => state.scenario.custom);
  const opened = useScenario((state) => state.opened);
  const slots = useMemo(() => side && priceSlots(side, custom), [side, custom]);
  const [held, setHeld] = useState<Held | null>(null);
  if (side === null) return null;
  // Which pools it has is not known, but what it pays can be said all the same.
  if (slots === null) return <FieldRow field={field} />;

  const waits = held?.side === side && held.opened === opened && side.price === null;
  const asked = waits ? held.prices : pricesInForce(side.price, slots);
  const { missing } = writtenPrices(asked, slots);
  const change = (index: number, price: number | null) => {
    const prices = asked.map((before, i) => (i === index ? price : before));
    const written = writtenPrices(prices, slots);
    store.getState().setText(field.key, written.prices && field.print(written.prices));
    const { scenario, opened: now } = store.getState();
    setHeld(written.missing ? { side: scenario[id], opened: now, prices } : null);
  };

  const name = nameOf(field);
  const several = slots.length > 1;
  const label = <Term help={plainDoc(field)}>{field.label}</Term>;
  const rows = slots.map((slot, i) => {
    const price = asked[i] ?? null;
    const of = several ? `, ${slotName(slot)}` : '';
    return (
      <div key={i} className="field-row">
        <span className="field-name">
          {several ? slotName(slot) : label}
          {price !== null && price !== usualOf(slot) && (
            <ResetHere label={name + of} onReset={() => change(i, null)} />
          )}
        </span>
        <TypedField
          name={name + of}
          subject={field.label + of}
          unit={field.unit}
          value={price === null ? '' : String(price)}
          placeholder={usualText(slot)}
          parse={(text) => (text.trim() === '' ? { ok: true, value: null } : parsePrice(text))}
          onText={(text) => {
            const parsed = parsePrice(text);
            change(i, parsed.ok ? parsed.value : null);
          }}
        />
      </div>
    );
  });
  return (
    <div className="field-block" role="group" aria-label={name}>
      {several && label}
      {rows}
      {missing && <p className="hint">{missingText(missing)}</p>}
    </div>
  );
}
