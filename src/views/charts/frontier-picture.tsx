import { line } from 'd3-shape';
import { useMemo, useRef, type PointerEvent } from 'react';
import { trimmed } from '../../units/format';
import { AxesView } from './axes-view';
import type { FrontierCurve, FrontierDot } from './frontier-data';
import { frontierLabels } from './frontier-labels';
import { FrontierPromises } from './frontier-promises';
import { frontierPlot, layouts, nearestDot, type Hit } from './frontier-plot';
import type { Plot } from './plot';
import type { PromisedSpeed } from './promised-speeds';
import { useRoom } from './use-width';

/** Every operating point of both sides; those on the frontier strong and joined, the others light. */
export function FrontierPicture(props: {
  curves: readonly FrontierCurve[];
  promised: readonly PromisedSpeed[];
  description: string;
  titleY: string;
  /** What to say where nothing can be drawn. */
  nothing: string;
  hovered: Hit | null;
  onHover: (hit: Hit | null) => void;
  onPick: (hit: Hit) => void;
}) {
  const { curves, promised, description, titleY, nothing, hovered, onHover, onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box, 640);
  const plot = useMemo(() => frontierPlot(curves, room, promised), [curves, room, promised]);

  const hitOf = (event: PointerEvent<SVGSVGElement>): Hit | null => {
    if (!plot) return null;
    const { left, top, width: wide } = event.currentTarget.getBoundingClientRect();
    const scale = plot.width / wide;
    return nearestDot(curves, plot, (event.clientX - left) * scale, (event.clientY - top) * scale);
  };

  return (
    <div className="chart-box frontier" ref={box}>
      {plot && (
        <svg
          className="chart"
          role="img"
          aria-label={description}
          data-over={hovered !== null}
          viewBox={`0 0 ${String(plot.width)} ${String(plot.height)}`}
          onPointerMove={(event) => onHover(hitOf(event))}
          onPointerLeave={() => onHover(null)}
          onPointerUp={(event) => {
            const hit = hitOf(event);
            onHover(hit);
            // A finger first looks; the second tap on the same dot picks it.
            const looking = event.pointerType === 'touch' && hit?.dot !== hovered?.dot;
            if (hit && !looking) onPick(hit);
          }}
        >
          <AxesView plot={plot} axis={{ print: trimmed }} printY={trimmed} titleY={titleY} taken={-99} />
          <text className="axis-name" x={plot.right} y={plot.bottom + 42} textAnchor="end">
            tok/s/user
          </text>
          {curves.map((curve) => (
            <Side key={curve.side} curve={curve} plot={plot} />
          ))}
          <FrontierPromises plot={plot} promised={promised} />
          <Labels curves={curves} plot={plot} promised={promised} />
          {curves.map((curve) => (
            <Now key={curve.side} curve={curve} plot={plot} />
          ))}
          {hovered && (
            <circle className="dot-hover" cx={plot.x(hovered.dot.x)} cy={plot.y(hovered.dot.y)} r="8" />
          )}
        </svg>
      )}
      {!plot && <p className="chart-empty">{nothing}</p>}
    </div>
  );
}

function Side({ curve, plot }: { curve: FrontierCurve; plot: Plot }) {
  const path = line<FrontierDot>(
    (dot) => plot.x(dot.x),
    (dot) => plot.y(dot.y),
  );
  const frontier = curve.dots.filter((dot) => dot.best).sort((p, q) => p.x - q.x || q.y - p.y);
  return (
    <g>
      {layouts(curve.dots).map((dots, i) => (
        <path key={i} className={`layout-line curve-${curve.side}`} d={path(dots) ?? ''} />
      ))}
      <path className={`curve curve-${curve.side}`} d={path(frontier) ?? ''} />
      {curve.dots.map((dot, i) => (
        <circle
          key={i}
          className={`dot dot-${curve.side}`}
          data-best={dot.best}
          cx={plot.x(dot.x)}
          cy={plot.y(dot.y)}
          r={dot.best ? 3.5 : 2.5}
        />
      ))}
    </g>
  );
}

/** Words keep off each other and off the dots. */
function Labels(props: { curves: readonly FrontierCurve[]; plot: Plot; promised: readonly PromisedSpeed[] }) {
  const { curves, plot, promised } = props;
  const labels = useMemo(() => frontierLabels(curves, plot, promised), [curves, plot, promised]);
  return (
    <g className="line-names">
      {labels.map(({ side, kind, text, x, y, anchor }) => (
        <text
          key={text}
          className={kind === 'layout' || kind === 'promise' ? 'quiet' : undefined}
          x={x}
          y={y}
          dy="0.32em"
          textAnchor={anchor}
        >
          {kind === 'name' ? (
            <>
              <tspan className="line-side">{side}</tspan>
              {text.slice(1)}
            </>
          ) : (
            text
          )}
        </text>
      ))}
    </g>
  );
}

/** Where the scenario stands at its own load. */
function Now({ curve, plot }: { curve: FrontierCurve; plot: Plot }) {
  if (!curve.now) return null;
  const [x, y] = [plot.x(curve.now.x), plot.y(curve.now.y)];
  return (
    <g className={`point point-${curve.side}`} transform={`translate(${String(x)},${String(y)})`}>
      <circle r="5.5" />
    </g>
  );
}
