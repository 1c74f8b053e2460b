import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { SideScenario } from '../../scenario/scenario';
import { useScenario } from '../use-stores';
import { chipPrices } from './chip-prices';
import { UNABLE } from './reasons';

/** What costs are made of: each side's prices and whose they are, or those of one; and why a side may have no cost. */
export function PriceNotes({ of = null }: { of?: 'A' | 'B' | null }) {
  const a = useScenario((state) => state.scenario.a);
  const b = useScenario((state) => state.scenario.b);
  return (
    <ul className="price-notes">
      {of !== 'B' && <Side side="A" scenario={a} />}
      {b && of !== 'A' && <Side side="B" scenario={b} />}
    </ul>
  );
}

function Side({ side, scenario }: { side: 'A' | 'B'; scenario: SideScenario }) {
  const by = useScenario(useShallow(({ scenario: { custom, kwh, pue } }) => ({ custom, kwh, pue })));
  const prices = useMemo(() => chipPrices(scenario, by), [scenario, by]);
  const unknown = (prices ?? []).filter(({ known }) => !known);
  const missing =
    prices === null
      ? `it ${UNABLE.one}`
      : unknown.length > 0
        ? `the price of ${unknown.map(({ name }) => name).join(' and ')} is not known`
        : null;
  return (
    <li>
      <b>{side}</b>{' '}
      {missing !== null && (
        <span className="price-missing">
          No cost for {side}: {missing}.{' '}
        </span>
      )}
      {prices?.map(({ name, text }) => `${name} ${text}`).join('; ')}
    </li>
  );
}
