import { Fragment, useRef } from 'react';
import type { Receipt } from '../../engine/sim/receipt';
import type { InspectionState } from '../../store/inspection-state';
import { watchableSpeed } from '../flow/watchable-speed';
import { sameRequest } from '../same-request';
import { useInspection, useScenario, useStores } from '../use-stores';
import { CopyButton } from './copy-button';
import { DecisionView } from './decision-view';
import { EventLog } from './event-log';
import { ForcedChoice } from './forced-choice';
import { instanceName } from './instance-name';
import { OtherWayView } from './other-way-view';
import { receiptText } from './receipt-text';
import { ReceiptView } from './receipt-view';
import { requestName } from './request-name';
import { comparison, requestSentence, type Typical } from './request-sentence';
import { Textures } from './textures';
import { TokenView } from './token-view';
import { useReveal } from './use-reveal';
import { WaterfallView } from './waterfall-view';

type Shown = NonNullable<InspectionState['shown']>;

/** A request as its run knows it: why it took so long, where its time went, every choice, every segment. */
export function InspectedView({ shown, stale }: { shown: Shown | null; stale: boolean }) {
  const content = useRef<HTMLDivElement>(null);
  useReveal(content, shown !== null && !stale);
  return (
    <div className="inspected" ref={content} data-stale={stale} aria-busy={stale}>
      {/* There before its text is, so that its text is read out when it comes. */}
      <p className="inspected-sentence" aria-live="polite">
        {shown && <Sentence shown={shown} />}
      </p>
      {shown && <Content shown={shown} />}
    </div>
  );
}

function Sentence({ shown }: { shown: Shown }) {
  const { receipt, report } = shown.answer;
  const early = receipt.request < report.warmup_requests;
  const compared = [
    early && 'It came in the warm-up, which means and percentiles leave out.',
    comparison(receipt, typicalOf(shown)),
    elsewhere(shown),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      {requestSentence(letterOf(shown), receipt).map((piece, i) =>
        piece.strong ? <strong key={i}>{piece.text}</strong> : piece.text,
      )}
      {compared !== '' && <span className="hint"> {compared}</span>}
    </>
  );
}

function Content({ shown }: { shown: Shown }) {
  const { clock, inspection, linkOf, view } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const token = useInspection((state) => state.token);
  const other = useInspection((state) => state.other);
  const otherStale = useInspection((state) => state.otherStale);
  const { selection, answer } = shown;
  const { receipt, report } = answer;
  const side = letterOf(shown);
  const play = (button: HTMLElement) => {
    const speed = watchableSpeed(view.getState().clusterSecondsPerSecond, receipt.waterfall?.e2e_s ?? 0);
    clock.setSpeed(speed);
    clock.seek(receipt.arrivalSeconds);
    clock.play();
    button.closest('.parts')?.querySelector('.flow-place')?.scrollIntoView({ block: 'nearest' });
  };
  const seek = (time: number) => {
    clock.pause();
    clock.seek(time);
  };
  const spec = scenario[selection.side]?.spec;
  const choose = (request: number) => inspection.getState().select({ ...selection, request }, false);
  return (
    <>
      <Textures />
      {receipt.waterfall && (
        <div className="inspected-actions">
          <button type="button" className="button" onClick={(event) => play(event.currentTarget)}>
            Play from its arrival
          </button>
        </div>
      )}
      {receipt.waterfall && (
        <TokenView
          key={`token-${side}-${String(receipt.request)}`}
          receipt={receipt}
          token={token}
          onToken={(next) => inspection.getState().select(selection, false, next)}
          onSeek={seek}
          meanRounds={spec != null && spec.drafted > 0 && !spec.sampled}
        />
      )}
      {receipt.waterfall && (
        <WaterfallView
          request={receipt.request}
          waterfall={receipt.waterfall}
          typical={typicalOf(shown)}
          tier={decodeTier(receipt)}
          onPickTypical={choose}
        />
      )}
      {receipt.decisions.map((decision) => (
        <Fragment key={`${side}-${String(receipt.request)}-${decision.pool}`}>
          <DecisionView
            decision={decision}
            pools={report.pools}
            answerTokens={receipt.outputTokens}
            other={other?.instance ?? null}
            onOther={(instance) => inspection.getState().doOtherWay(instance)}
            result={
              other && (
                <OtherWayView
                  name={instanceName(
                    report.pools,
                    other.instance,
                    decision.candidates.map(({ instance }) => instance),
                  )}
                  before={answer}
                  after={other.answered?.answer ?? null}
                  stale={otherStale}
                />
              )
            }
          />
          <ForcedChoice decision={decision} selection={selection} tried={other?.instance ?? null} />
        </Fragment>
      ))}
      <EventLog
        key={`events-${side}-${String(receipt.request)}`}
        receipt={receipt}
        pools={report.pools}
        snapshot={shown.outcome[selection.side]?.snapshot ?? null}
        onSeek={seek}
      />
      <ReceiptView key={`${side}-${String(receipt.request)}`} receipt={receipt} report={report} />
      <div className="inspected-actions">
        <CopyButton
          label="Copy receipt as text"
          text={() => receiptText(side, answer, linkOf({ ...scenario, view: 'full', embed: false }))}
        />
      </div>
    </>
  );
}

function letterOf({ selection }: Shown): 'A' | 'B' {
  return selection.side === 'a' ? 'A' : 'B';
}

function typicalOf({ selection, outcome, answer }: Shown): Typical | null {
  const snapshot = outcome[selection.side]?.snapshot;
  const waterfall = answer.report.waterfall?.p50;
  if (!snapshot || !waterfall) return null;
  const { promptTokens, outputTokens } = snapshot.requests;
  const { request } = waterfall;
  return { waterfall, promptTokens: promptTokens[request]!, outputTokens: outputTokens[request]! };
}

/** What the other side calls it, where that counts otherwise. */
function elsewhere({ selection: { side, request }, outcome }: Shown): string | null {
  const other = side === 'a' ? 'b' : 'a';
  const [here, there] = [outcome[side]?.snapshot, outcome[other]?.snapshot];
  const number = here && there ? sameRequest(here, there, request) : null;
  if (number === null || number === request) return null;
  return `${other.toUpperCase()} has it as ${requestName(number)}: turns are numbered as they arrive.`;
}

function decodeTier({ lines }: Receipt): string {
  return (lines.find((line) => line.phase === 'decode') ?? lines.at(-1))?.tier ?? '';
}
