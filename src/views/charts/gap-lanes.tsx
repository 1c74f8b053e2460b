import { memo } from 'react';
import { count } from '../../units/format';
import type { SideLine } from './curve-data';
import { fine, LANE, type Plot } from './plot';
import { gaps, type Gap } from './stretches';

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
        return (
          <g key={curve.side}>
            <text className="line-side" x={plot.left - 8} y={y + 8} dy="0.32em" textAnchor="end">
              {curve.side}
            </text>
            {gaps(curve.x, curve.state, curve.chipsNeeded).map((gap, i) => {
              const [x0, x1] = [plot.x(gap.x0), plot.x(gap.x1)];
              const { top, bottom } = plot;
              const text = gapText(gap).find((candidate) => candidate.length * 6.7 + 14 < x1 - x0);
              return (
                <GapMark key={i} kind={gap.kind} {...{ x0, x1, top, bottom, y, text }} side={curve.side} />
              );
            })}
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
  kind: Gap['kind'];
  x0: number;
  x1: number;
  top: number;
  bottom: number;
  y: number;
  text: string | undefined;
  side: 'A' | 'B';
}) {
  const { kind, x0, x1, top, bottom, y, text, side } = props;
  const pattern = patternOf(kind, side);
  const [x, width] = [fine(x0), fine(x1 - x0)];
  return (
    <g className={`gap gap-${kind}`}>
      <rect className="gap-wash" x={x} width={width} y={top} height={bottom - top} fill={pattern} />
      <rect className="gap-lane" x={x} width={width} y={y} height={LANE - 4} fill={pattern} />
      {text && (
        <text x={fine((x0 + x1) / 2)} y={y + 8} dy="0.32em" textAnchor="middle">
          {text}
        </text>
      )}
    </g>
  );
});

/** A range that a run can answer is not ruled out. */
function patternOf(kind: Gap['kind'], side: 'A' | 'B'): string {
  if (kind === 'run') return 'none';
  return kind === 'infeasible' ? `url(#hatch-${side})` : 'url(#dots)';
}

/** From complete to shortest; the first that has room is drawn. */
export function gapText(gap: Gap): string[] {
  if (gap.kind === 'saturated') return ['overloaded: cannot keep up', 'overloaded'];
  if (gap.kind === 'run') return ['no formula for this fleet: the dot is a run', 'by a run only', 'run only'];
  if (gap.chipsTo === 0) return ['cannot run'];
  const [from, to] = [count(gap.chipsFrom), count(gap.chipsTo)];
  const chips = gap.chipsFrom === gap.chipsTo ? to : `${from} to ${to}`;
  return [
    `does not fit: takes ${chips} chips in all`,
    `takes ${chips} chips in all`,
    `${chips} chips`,
    'no fit',
  ];
}

/** Textures of both sides; they lean apart so that two overlapping ranges can be told apart. */
export const GapPatterns = memo(function GapPatterns() {
  return (
    <defs>
      <pattern id="hatch-A" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V7" className="hatch-line" />
      </pattern>
      <pattern id="hatch-B" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <path d="M0 0V7" className="hatch-line" />
      </pattern>
      <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle cx="1.5" cy="1.5" r="0.9" className="hatch-dot" />
      </pattern>
    </defs>
  );
});
