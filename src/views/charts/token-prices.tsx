import type { SideReport } from '../../engine/result';
import { dollars } from '../../units/format';
import { useShownReports } from '../answer/use-shown-reports';

/** What the chips cost, shared among the kinds of tokens as providers price them. */
export function TokenPrices() {
  const { a, b } = useShownReports();
  return (
    <ul className="price-notes">
      {a?.usd_per_million && <Side side="A" prices={a.usd_per_million} />}
      {b?.usd_per_million && <Side side="B" prices={b.usd_per_million} />}
    </ul>
  );
}

function Side({ side, prices }: { side: 'A' | 'B'; prices: NonNullable<SideReport['usd_per_million']> }) {
  const { input, cached_input: cached, output } = prices;
  return (
    <li>
      <b>{side}</b> per million: prompt tokens {dollars(input)}
      {cached !== null && `, found in memory ${dollars(cached)}`}, output tokens {dollars(output)}; together
      they pay for the chips
    </li>
  );
}
