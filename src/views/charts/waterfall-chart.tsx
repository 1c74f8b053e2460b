import { useSideNames } from '../use-side-names';
import { useInspection, useRun, useStores } from '../use-stores';
import { missingSentence, UNABLE } from './reasons';
import { WaterfallPicture, type Selected } from './waterfall-picture';
import { waterfallBlock } from './waterfall-rows';
import { WaterfallTable } from './waterfall-table';

/** Where the time of a usual, a slow and a very slow request went. Only a run knows single requests. */
export function WaterfallChart() {
  const { inspection } = useStores();
  const outcome = useRun((state) => state.outcome);
  const { a, b } = useSideNames();
  const chosen = useInspection((state) => state.selected);
  const selected: Selected | null = chosen && {
    side: chosen.side === 'a' ? 'A' : 'B',
    request: chosen.request,
  };
  const select = ({ side, request }: Selected) =>
    inspection.getState().select({ side: side === 'A' ? 'a' : 'b', request });
  const blocks = [
    waterfallBlock('A', a.name, outcome?.a.report),
    b && waterfallBlock('B', b.name, outcome?.b?.report),
  ].filter((block) => block !== null);
  const cannot = [
    { side: 'A' as const, report: outcome?.a.report },
    { side: 'B' as const, report: b ? outcome?.b?.report : null },
  ].flatMap(({ side, report }) => (report?.feasible === false ? [{ side, why: UNABLE }] : []));
  const missing = cannot.length > 0 ? missingSentence('No bars', cannot) : null;
  return (
    <figure className="figure" aria-label="Waterfall">
      <div className="figure-head">
        <h2>Waterfall</h2>
      </div>
      {blocks.length > 0 && <WaterfallPicture blocks={blocks} selected={selected} onSelect={select} />}
      {blocks.length === 0 && (
        <p className="chart-empty waterfall-empty">
          {missing ?? 'Single requests come with the first simulated run.'}
        </p>
      )}
      {blocks.length > 0 && missing !== null && <p className="hint">{missing}</p>}
      <figcaption>
        The mean of all requests, and those at the 50th, 90th and 99th percentile of end-to-end time; parts
        add up to it. Other sides and scenarios have other requests there: compare means.
        <span className="screen-only"> Click a bar to see where its tokens ran, and why.</span>
      </figcaption>
      <WaterfallTable blocks={blocks} onSelect={select} />
    </figure>
  );
}
