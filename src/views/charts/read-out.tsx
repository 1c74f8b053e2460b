import { count } from '../../units/format';
import { amount, relate } from '../answer/relation';
import type { Axis } from '../axes';
import { readingAt, type Reading, type SideLine } from './curve-data';

/**
 * The values of both sides at one x, always in the same place: at the pointer while it is on a chart, else at the
 * scenario. Its line keeps its height whatever it says.
 */
export function ReadOut(props: {
  axis: Axis;
  curves: readonly SideLine[];
  at: number;
  print: (value: number) => string;
  hovering: boolean;
}) {
  const { axis, curves, at, print, hovering } = props;
  const readings = curves.map((curve) => ({ side: curve.side, reading: readingAt(curve, at) }));
  return (
    <p className="read-out" data-hovering={hovering}>
      <span>{Number.isFinite(at) && curves.length > 0 ? `At ${axis.say(at)}, by formula` : ''}</span>
      {readings.map(({ side, reading }) => (
        <span key={side}>
          <b>{side}</b> {readingText(reading, print)}
        </span>
      ))}
      <span className="read-out-delta">{comparison(readings.map(({ reading }) => reading))}</span>
    </p>
  );
}

export function readingText(reading: Reading, print: (value: number) => string): string {
  switch (reading.kind) {
    case 'value':
      return print(reading.value);
    case 'infeasible':
      return reading.chips > 0 ? `does not fit: takes ${count(reading.chips)} chips in all` : 'cannot run';
    case 'saturated':
      return 'cannot keep up';
    case 'run':
      return 'by a run only';
    case 'none':
      return 'no value';
  }
}

function comparison([a, b]: Reading[]): string {
  if (a?.kind !== 'value' || b?.kind !== 'value') return '';
  const relation = relate(a.value, b.value);
  if (!relation) return '';
  if (relation.kind === 'same') return 'the same';
  return `B ${amount(relation.times)} ${relation.kind === 'more' ? 'more' : 'less'}`;
}
