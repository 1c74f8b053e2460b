import { seconds } from '../../../units/format';
import { factsIn } from './span-facts';
import type { TimelineSide } from './timeline-layout';
import { factsWords } from './timeline-words';
import { timeText } from './time-ticks';
import type { TimeWindow } from './time-window';

/** How long the selected span is and what ran in it; says how to select one while there is none. */
export function TimelineFacts(props: {
  sides: readonly TimelineSide[];
  span: TimeWindow | null;
  /** Whose unit of time is used. */
  window: TimeWindow | null;
  onZoom: () => void;
  onDrop: () => void;
}) {
  const { sides, span, onZoom, onDrop } = props;
  const window = props.window ?? span;
  return (
    <div className="timeline-facts">
      <div role="status">
        {span && window && (
          <>
            <p>
              <b>{seconds(span.to - span.from)}</b> selected, from {timeText(span.from, window)} to{' '}
              {timeText(span.to, window)}
            </p>
            {sides.map(({ letter, snapshot }) =>
              snapshot ? (
                <p key={letter}>
                  <b>{letter}</b> {factsWords(factsIn(snapshot, span))}
                </p>
              ) : null,
            )}
          </>
        )}
      </div>
      {span && (
        <div className="timeline-facts-buttons">
          <button type="button" className="button-small" onClick={onZoom}>
            Zoom to it
          </button>
          <button type="button" className="button-small" onClick={onDrop}>
            Drop it
          </button>
        </div>
      )}
    </div>
  );
}
