import { memo } from 'react';
import type { SideLine } from './curve-data';
import { laneWords } from './gap-words';
import { gaps, type GapKind } from './gaps';
import { fine, LANE, type Plot } from './plot';

/**
 * Strips over the plot: where a side does not fit (hatched, with the chips it would take),
 * drowns in requests, or has no formula.
 */
export const GapLanes = memo(function GapLanes({
  plot,
  curves,
}: {
  plot: Plot;
  curves: readonly SideLine[];
}) {
  const lanes = curves.filter(hasGap);
  return (
    <g className="lanes">
      {lanes.map((curve, lane) => {
        const y = 2 + lane * LANE;
        const found = gaps(curve);
        return (
          <g key={curve.side} className="gap">
            <text className="line-side" x={plot.left - 8} y={y + 8} dy="0.32em" textAnchor="end">
              {curve.side}
            </text>
            {found.map(({ kind, x0, x1 }, i) => {
              const { top, bottom } = plot;
              const [from, to] = [plot.x(x0), plot.x(x1)];
              return <GapMark key={i} {...{ kind, from, to, top, bottom, y }} side={curve.side} />;
            })}
            {laneWords(found, plot).map(({ text, x, anchor }, i) => (
              <text key={i} x={fine(x)} y={y + 8} dy="0.32em" textAnchor={anchor}>
                {text}
              </text>
            ))}
          </g>
        );
      })}
    </g>
  );
});

export function hasGap(curve: SideLine): boolean {
  return curve.state.some((state) => state !== 0);
}

/** In single values: a gap that stays where it is is not drawn anew. */
const GapMark = memo(function GapMark(props: {
  kind: GapKind;
  from: number;
  to: number;
  top: number;
  bottom: number;
  y: number;
  side: 'A' | 'B';
}) {
  const { kind, from, to, top, bottom, y, side } = props;
  const pattern = patternOf(kind, side);
  const [x, width] = [fine(from), fine(to - from)];
  return (
    <g className={`gap-${kind}`}>
      <rect className="gap-wash" x={x} width={width} y={top} height={bottom - top} fill={pattern} />
      <rect className="gap-lane" x={x} width={width} y={y} height={LANE - 4} fill={pattern} />
    </g>
  );
});

/** A range that a run can answer is not ruled out. */
function patternOf(kind: GapKind, side: 'A' | 'B'): string {
  switch (kind) {
    case 'run':
      return 'none';
    case 'saturated':
      return 'url(#dots)';
    case 'infeasible':
      return `url(#hatch-${side})`;
    case 'impossible':
      return `url(#dense-${side})`;
  }
}

/** Lines of a range that more chips would fit, and of one that none would. */
const HATCHES = [
  { name: 'hatch', apart: 7 },
  { name: 'dense', apart: 3.5 },
];

/** Textures of both sides; they lean apart so that two overlapping ranges can be told apart. */
export const GapPatterns = memo(function GapPatterns() {
  return (
    <defs>
      {HATCHES.flatMap(({ name, apart }) =>
        (['A', 'B'] as const).map((side) => (
          <pattern
            key={name + side}
            id={`${name}-${side}`}
            width={apart}
            height={apart}
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${side === 'A' ? '45' : '-45'})`}
          >
            <path d={`M0 0V${String(apart)}`} className="hatch-line" />
          </pattern>
        )),
      )}
      <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle cx="1.5" cy="1.5" r="0.9" className="hatch-dot" />
      </pattern>
    </defs>
  );
});
