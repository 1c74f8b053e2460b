import type { Snapshot } from '../../engine/result';
import type { Receipt } from '../../engine/sim/receipt';
import type { InspectionState } from '../../store/inspection-store';
import { useInspection, useScenario, useStores } from '../use-stores';
import { CopyButton } from './copy-button';
import { DecisionView } from './decision-view';
import { instanceName } from './instance-name';
import { OtherWayView } from './other-way-view';
import { receiptText } from './receipt-text';
import { ReceiptView } from './receipt-view';
import { comparison, requestSentence, type Typical } from './request-sentence';
import { WaterfallView } from './waterfall-view';

type Shown = NonNullable<InspectionState['shown']>;

/** A request as its run knows it: why it took so long, where its time went, every choice, every segment. */
export function InspectedView({ shown, stale }: { shown: Shown; stale: boolean }) {
  const { clock, inspection, linkOf } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const other = useInspection((state) => state.other);
  const otherStale = useInspection((state) => state.otherStale);
  const { selection, outcome, answer } = shown;
  const { receipt, report } = answer;
  const side = selection.side === 'a' ? 'A' : 'B';
  const snapshot = outcome[selection.side]?.snapshot ?? null;
  const typical = typicalOf(snapshot, report.waterfall?.p50 ?? null);
  const compared = comparison(receipt, typical);
  const play = (button: HTMLElement) => {
    clock.seek(receipt.arrivalSeconds);
    clock.play();
    button.closest('.parts')?.querySelector('.flow-place')?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (request: number) => inspection.getState().select({ ...selection, request }, false);
  return (
    <div className="inspected" data-stale={stale} aria-busy={stale}>
      <p className="inspected-sentence" aria-live="polite">
        {requestSentence(side, receipt).map((piece, i) =>
          piece.strong ? <strong key={i}>{piece.text}</strong> : piece.text,
        )}
        {compared !== null && <span className="hint"> {compared}</span>}
      </p>
      {receipt.waterfall && (
        <WaterfallView
          request={receipt.request}
          waterfall={receipt.waterfall}
          typical={typical}
          tier={decodeTier(receipt)}
          onPickTypical={choose}
        />
      )}
      {receipt.decisions.map((decision) => (
        <DecisionView
          key={`${side}-${String(receipt.request)}-${decision.pool}`}
          decision={decision}
          pools={report.pools}
          other={other?.instance ?? null}
          onOther={(instance) => inspection.getState().doOtherWay(instance)}
          result={
            other && (
              <OtherWayView
                name={instanceName(report.pools, other.instance)}
                before={answer}
                after={other.answered?.answer ?? null}
                stale={otherStale}
              />
            )
          }
        />
      ))}
      <ReceiptView key={`${side}-${String(receipt.request)}`} receipt={receipt} pools={report.pools} />
      <div className="inspected-actions">
        {receipt.waterfall && (
          <button type="button" className="button" onClick={(event) => play(event.currentTarget)}>
            Play from its arrival
          </button>
        )}
        <CopyButton
          label="Copy receipt as text"
          text={() => receiptText(side, answer, linkOf({ ...scenario, view: 'full', embed: false }))}
        />
      </div>
    </div>
  );
}

function typicalOf(snapshot: Snapshot | null, waterfall: Typical['waterfall'] | null): Typical | null {
  if (!snapshot || !waterfall) return null;
  const { promptTokens, outputTokens } = snapshot.requests;
  const { request } = waterfall;
  return { waterfall, promptTokens: promptTokens[request]!, outputTokens: outputTokens[request]! };
}

function decodeTier({ lines }: Receipt): string {
  return (lines.find((line) => line.phase === 'decode') ?? lines.at(-1))?.tier ?? '';
}
