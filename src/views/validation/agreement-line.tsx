import { memo } from 'react';
import { chipById } from '../../data/catalog';
import type { SideReport } from '../../engine/result';
import { useShownReports } from '../answer/use-shown-reports';
import { arriving } from '../arriving';
import { useScenario, useStores } from '../use-stores';
import { agreementText } from './agreement-words';
import { fetchAgreement, useAgreement } from './load';

/** Which measurements tell how right a number is. */
const METRIC_OF: Record<string, string> = {
  ttft: 'ttft_ms',
  tpot: 'tpot_ms',
  speed: 'tpot_ms',
  energy: 'joules_per_token',
  cost: 'tok_s_total',
};

/** How well a number of this side's chips agrees with measurements, and a way to look at them. Suspends. */
export function AgreementLine({ id, report }: { id: string; report: SideReport }) {
  const found = useFound(id, [report]);
  if (!found) return null;
  return (
    <p className="agreement">
      {found.texts[0]} <OpenButton metric={found.metric} />
    </p>
  );
}

const BothSides = memo(function BothSides({ id }: { id: 'ttft' | 'tpot' | 'energy' }) {
  const { a, b } = useShownReports();
  const found = useFound(id, [a, b ?? null]);
  if (!found) return null;
  const [first = '', second = first] = found.texts;
  return (
    <p className="hint agreement">
      {first === second ? first : `A: ${first} B: ${second}`} <OpenButton metric={found.metric} />
    </p>
  );
});

/** The same for both sides, below a chart. It keeps its line while the errors are fetched. */
export const ChartAgreement = arriving(
  () => fetchAgreement().then(() => BothSides),
  <p className="hint agreement" data-coming />,
);

function OpenButton({ metric }: { metric: string }) {
  const { view } = useStores();
  return (
    <button
      type="button"
      className="button-small"
      onClick={() => view.getState().set({ validation: { metric } })}
    >
      How right is it?
    </button>
  );
}

function useFound(id: string, reports: readonly (SideReport | null)[]) {
  const engine = useScenario((state) => state.scenario.engine);
  const custom = useScenario((state) => state.scenario.custom);
  const agreement = useAgreement();
  const asked = METRIC_OF[id];
  if (asked === undefined || agreement.length === 0) return null;
  const found = reports.flatMap((report) => {
    const pool = report && poolFor(id, report);
    if (!pool) return [];
    const own = chipById(pool.chip)?.kind === 'sram';
    const metric = own && asked === 'tpot_ms' ? 'tok_s_per_user' : asked;
    return [{ metric, text: agreementText(agreement, metric, pool.chip, own ? 'own' : engine, custom) }];
  });
  return found[0] ? { metric: found[0].metric, texts: found.map(({ text }) => text) } : null;
}

/** The pool that the number comes from: prompts are computed elsewhere than tokens, in some architectures. */
function poolFor(id: string, { pools }: SideReport): SideReport['pools'][number] | undefined {
  const role = id === 'ttft' ? 'prefill' : 'decode';
  return pools.find((pool) => pool.role === role) ?? pools[0];
}
