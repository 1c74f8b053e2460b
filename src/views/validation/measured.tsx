import { useCallback, useId, useMemo, useState } from 'react';
import type { ValidationSummary } from '../../data/validation';
import type { ValidationRequest } from '../../store/view-store';
import { count, significant } from '../../units/format';
import { Segmented } from '../segmented';
import { errorSize } from './agreement-words';
import { classLabel, KINDS, kindOf, metricName, type Kind } from './kinds';
import { PointTable } from './point-table';
import { classesOf, configurationOf, errorText, farOff, pointsOf, type Point } from './points';
import { Mark, Scatter } from './scatter';

type By = 'engine' | 'chip';

/** The scatter, what it shows, and whatever point is looked at. */
export function Measured({ summary, asked }: { summary: ValidationSummary; asked: ValidationRequest }) {
  const [kind, setKind] = useState(kindOf(asked.metric ?? 'tpot_ms'));
  const [by, setBy] = useState<By>('engine');
  const [only, setOnly] = useState<string | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const all = useMemo(() => pointsOf(summary.points, kind), [summary, kind]);
  const classes = useMemo(() => classesOf(all, by), [all, by]);
  const points = useMemo(
    () => (only === null ? all : all.filter((point) => point[by] === only)),
    [all, by, only],
  );
  const shapeOf = useCallback(
    (point: Point) => classes.findIndex(({ name }) => name === point[by]),
    [classes, by],
  );
  const show = (next: Kind) => {
    setKind(next);
    setOnly(null);
    setAt(null);
  };
  const described = `Predicted against measured ${kind.label}, ${count(points.length)} points. On the diagonal they agree; the band is 20% to either side. The slider below goes through the points, and a table has them all.`;
  return (
    <figure className="figure" aria-label="Predicted against measured">
      <div className="figure-head">
        <h3>Predicted against measured</h3>
        <KindChoice kind={kind} onChange={show} />
        <Segmented
          label="Shapes by"
          value={by}
          options={[
            { value: 'engine', label: 'By engine' },
            { value: 'chip', label: 'By chip' },
          ]}
          onChange={(next) => {
            setBy(next);
            setOnly(null);
            setAt(null);
          }}
        />
      </div>
      <div className="scatter-legend" role="group" aria-label={`Only one ${by}`}>
        {classes.map(({ name, n }, shape) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={only === name}
            onClick={() => {
              setOnly(only === name ? null : name);
              setAt(null);
            }}
          >
            <Mark shape={shape} /> {classLabel(by, name)} <small>{count(n)}</small>
          </button>
        ))}
      </div>
      <div className="scatter-columns">
        <Scatter {...{ points, shapeOf, at }} unit={kind.unit} description={described} onHover={setAt} />
        <div>
          <PointWalk points={points} at={at} onAt={setAt} />
          <PointFacts
            point={at === null ? undefined : points[at]}
            unit={kind.unit}
            share={shareWithin(points)}
          />
        </div>
      </div>
      <figcaption>
        At most {count(summary.points.most)} points of each engine, chip and metric are drawn, evenly taken
        from all that were scored; the tables below count every row.
      </figcaption>
      <PointTable points={points} unit={kind.unit} />
    </figure>
  );
}

function KindChoice({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id} className="visually-hidden">
        Compared
      </label>
      <select id={id} value={kind.id} onChange={(event) => onChange(byId(event.target.value))}>
        {KINDS.map(({ id: value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}

const byId = (id: string): Kind => KINDS.find((kind) => kind.id === id) ?? KINDS[0]!;

/** A way through the points without a pointer, the most wrong first. */
function PointWalk(props: { points: readonly Point[]; at: number | null; onAt: (at: number) => void }) {
  const { points, at, onAt } = props;
  const id = useId();
  const point = points[at ?? 0];
  if (!point) return null;
  return (
    <div className="point-walk">
      <label htmlFor={id}>From the most wrong to the most right</label>
      <input
        id={id}
        type="range"
        min={1}
        max={points.length}
        value={(at ?? 0) + 1}
        aria-valuetext={`${String((at ?? 0) + 1)} of ${String(points.length)}: ${point.model} on ${point.chip}, ${errorText(point.error)}`}
        onFocus={() => at === null && onAt(0)}
        onChange={(event) => onAt(Number(event.target.value) - 1)}
      />
    </div>
  );
}

const shareWithin = (points: readonly Point[]): string => {
  const within = points.filter(({ predicted, measured }) => Math.abs(predicted / measured - 1) <= 0.2).length;
  const [middle] = points.slice(Math.floor(points.length / 2));
  if (!middle) return '';
  return `${count(within)} of ${count(points.length)} points drawn are within 20%; median error ${errorSize(Math.abs(middle.error))}. ${farOff(points)}`;
};

/** Configuration, both values and who measured. Keeps its height, so that nothing jumps under the pointer. */
function PointFacts({ point, unit, share }: { point: Point | undefined; unit: string; share: string }) {
  if (!point) {
    return <p className="point-facts">{share} Point at one, or move the slider, to see what it is.</p>;
  }
  const { source, metric, predicted, measured, error } = point;
  return (
    <p className="point-facts">
      <b>
        {metricName(metric)} {significant(predicted)} {unit} predicted, {significant(measured)} {unit}{' '}
        measured: {errorText(error)}.
      </b>{' '}
      {configurationOf(point).join('; ')}.{' '}
      <span className="fact-note">
        {source.url === null ? (
          `${source.name}: ${source.where}`
        ) : (
          <>
            {source.name},{' '}
            <a href={source.url} target="_blank" rel="noopener">
              {source.where}
            </a>
          </>
        )}
      </span>
    </p>
  );
}
