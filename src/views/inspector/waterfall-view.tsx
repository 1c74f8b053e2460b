import { useRef } from 'react';
import type { Waterfall } from '../../engine/result';
import { percent, seconds } from '../../units/format';
import { useWidth } from '../charts/use-width';
import { partsOf } from './request-parts';
import { requestName } from './request-name';
import type { Typical } from './request-sentence';
import { partFill, Swatch } from './textures';
import { piecesOf } from './waterfall-geometry';

const LABELS = 16;
const BAR = 24;
const THIN = 10;

interface WaterfallProps {
  request: number;
  waterfall: Waterfall;
  typical: Typical | null;
  /** Tier that decoding reads from. */
  tier: string;
  onPickTypical: (request: number) => void;
}

/** Where a request's time went: a bar of parts that add up, the request in the middle to the same scale, a table. */
export function WaterfallView({ request, waterfall, typical, tier, onPickTypical }: WaterfallProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 320);
  const middle = typical && typical.waterfall.request !== request ? typical.waterfall : null;
  const whole = Math.max(waterfall.e2e_s, middle?.e2e_s ?? 0);
  const bar = (of: Waterfall, name: string, height: number, labelled: boolean) => {
    const top = labelled ? LABELS : 0;
    const pieces = piecesOf(partsOf(of), whole, width);
    return (
      <svg
        className="chart"
        role="img"
        aria-label={describe(of, name)}
        viewBox={`0 0 ${String(width)} ${String(top + height)}`}
      >
        {pieces.map((piece) => (
          <rect
            key={piece.key}
            className="request-piece"
            x={piece.x}
            y={top}
            width={piece.width}
            height={height}
            fill={partFill(piece.key, tier)}
          />
        ))}
        {labelled &&
          pieces.map((piece) => (
            <text key={piece.key} x={piece.x} y={LABELS - 5}>
              {piece.label}
            </text>
          ))}
      </svg>
    );
  };
  return (
    <figure className="request-time" aria-label={`Time of request ${requestName(request)}`}>
      <div ref={box}>{bar(waterfall, `Request ${requestName(request)}`, BAR, true)}</div>
      {middle && (
        <>
          <p className="request-middle">
            <button type="button" className="button-small" onClick={() => onPickTypical(middle.request)}>
              {requestName(middle.request)}
            </button>
            <span>the one in the middle, {seconds(middle.e2e_s)}</span>
          </p>
          {bar(middle, `Request ${requestName(middle.request)}, the one in the middle`, THIN, false)}
        </>
      )}
      <PartsTable {...{ request, waterfall, middle, tier }} />
    </figure>
  );
}

function describe(waterfall: Waterfall, name: string): string {
  const parts = partsOf(waterfall)
    .filter((part) => part.seconds > 0)
    .map((part) => `${part.name} ${seconds(part.seconds)}`);
  return `${name}, ${seconds(waterfall.e2e_s)}: ${parts.join(', ')}.`;
}

function PartsTable(props: {
  request: number;
  waterfall: Waterfall;
  middle: Waterfall | null;
  tier: string;
}) {
  const { request, waterfall, middle, tier } = props;
  const usual = middle && partsOf(middle);
  const none = (value: number) => (value > 0 ? seconds(value) : '0');
  return (
    <table className="inspector-table">
      <caption className="visually-hidden">Where the time of request {requestName(request)} went</caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">{requestName(request)}</th>
          <th scope="col">Share</th>
          {middle && <th scope="col">{requestName(middle.request)}</th>}
        </tr>
      </thead>
      <tbody>
        {partsOf(waterfall).map(({ key, long, seconds: value }, i) => (
          <tr key={key} className={value > 0 ? undefined : 'nothing'}>
            <th scope="row">
              <span className="with-swatch">
                <Swatch fill={partFill(key, tier)} />
                {long}
              </span>
            </th>
            <td>{none(value)}</td>
            <td>{value > 0 ? shareText(value / waterfall.e2e_s) : ''}</td>
            {usual && <td>{none(usual[i]!.seconds)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">End to end</th>
          <td>{seconds(waterfall.e2e_s)}</td>
          <td>{percent(1)}</td>
          {middle && <td>{seconds(middle.e2e_s)}</td>}
        </tr>
      </tfoot>
    </table>
  );
}

/** What is there but hardly counts is said so. */
function shareText(share: number): string {
  return share < 0.001 ? '<0.1%' : percent(share);
}
