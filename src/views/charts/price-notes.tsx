import type { SideScenario } from '../../scenario/scenario';
import { dollars } from '../../units/format';
import { useScenario } from '../use-stores';
import { chipPrices, type ChipPrice } from './chip-prices';

/** What the curves are made of: each side's prices with their class, and why a side may have no curve. */
export function PriceNotes() {
  const a = useScenario((state) => state.scenario.a);
  const b = useScenario((state) => state.scenario.b);
  return (
    <ul className="price-notes">
      <Side side="A" scenario={a} />
      {b && <Side side="B" scenario={b} />}
    </ul>
  );
}

function Side({ side, scenario }: { side: 'A' | 'B'; scenario: SideScenario }) {
  const prices = chipPrices(scenario);
  const unknown = prices.filter(({ usdPerHour }) => usdPerHour === null);
  return (
    <li>
      <b>{side}</b>{' '}
      {unknown.length > 0 && (
        <span className="price-missing">
          No cost for {side}: the price of {unknown.map(({ name }) => name).join(' and ')} is not known.{' '}
        </span>
      )}
      {prices.map((price) => `${price.name} ${priceText(price)}`).join('; ')}
    </li>
  );
}

function priceText({ usdPerHour, class: factClass, note }: ChipPrice): string {
  const why = note === null ? '' : `: ${note.replace(/\.$/, '')}`;
  return usdPerHour === null ? `unknown${why}` : `${dollars(usdPerHour)}/h, ${factClass}${why}`;
}
