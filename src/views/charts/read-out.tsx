import { counted } from '../../units/format';
import { amount, relate } from '../answer/relation';
import type { Axis } from '../axes';
import { useRun } from '../use-stores';
import { readingAt, simulatedReadings, type Reading, type SideCurve } from './curve-data';

/**
 * The values of both sides at one x, always in the same place: at the pointer while it is on a chart, by formula; else at
 * the scenario, as the run found them once it has ended. Its line keeps its height whatever it says.
 */
export function ReadOut(props: {
  axis: Axis;
  curves: readonly SideCurve[];
  at: number;
  print: (value: number) => string;
  hovering: boolean;
  /** What the two simulated values are to each other, where that is no difference of theirs. */
  related?: string | undefined;
}) {
  const { axis, curves, at, print, hovering, related } = props;
  const settled = useRun((state) => state.status === 'done');
  const simulated = settled && !hovering ? simulatedReadings(curves, at) : null;
  const readings = simulated ?? curves.map((curve) => readingAt(curve, at));
  return (
    <p className="read-out" data-hovering={hovering}>
      <span>
        {Number.isFinite(at) && curves.length > 0
          ? `At ${axis.say(at)}, ${simulated ? 'simulated' : 'by formula'}`
          : ''}
      </span>
      {readings.map((reading, i) => (
        <span key={curves[i]!.side}>
          <b>{curves[i]!.side}</b> {readingText(reading, print)}
        </span>
      ))}
      <span className="read-out-delta">{(simulated && related) ?? comparison(readings)}</span>
    </p>
  );
}

export function readingText(reading: Reading, print: (value: number) => string): string {
  switch (reading.kind) {
    case 'value':
      return print(reading.value);
    case 'infeasible':
      return reading.chips > 0
        ? `does not fit: takes ${counted(reading.chips, 'chip')} in all${stagesText(reading.stages)}`
        : 'no number of chips fits';
    case 'saturated':
      return 'overloaded';
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

function stagesText(stages: number): string {
  return stages > 0 ? `, GPUs in a pipeline of ${String(stages)} stages` : '';
}
