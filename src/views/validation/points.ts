import type { PointText, ValidationPoints } from '../../data/validation';
import { count, significant } from '../../units/format';
import { chipName } from '../chip-name';
import type { Kind } from './kinds';

/** One measured row with what was predicted for it, in the metric's unit. */
export interface Point extends Record<PointText, string> {
  predicted: number;
  measured: number;
  /** ln(predicted ÷ measured). */
  error: number;
  source: ValidationPoints['sources'][number];
}

/** The points of one kind, the most wrong first. */
export function pointsOf(columns: ValidationPoints, kind: Kind): Point[] {
  const { names, sources } = columns;
  const wanted = new Set(kind.metrics.map((metric) => names.metric.indexOf(metric)));
  const found: Point[] = [];
  columns.measured.forEach((measured, i) => {
    if (!wanted.has(columns.metric[i]!)) return;
    const text = (key: PointText) => names[key][columns[key][i]!]!;
    const predicted = columns.predicted[i]!;
    found.push({
      group: text('group'),
      engine: text('engine'),
      chip: text('chip'),
      system: text('system'),
      hardware: text('hardware'),
      model: text('model'),
      metric: text('metric'),
      setup: text('setup'),
      lengths: text('lengths'),
      load: text('load'),
      source: sources[columns.source[i]!]!,
      predicted,
      measured,
      error: Math.log(predicted / measured),
    });
  });
  return found.sort((p, q) => Math.abs(q.error) - Math.abs(p.error));
}

/** The classes that a shape stands for, each with how many points it has, most first. */
export function classesOf(points: readonly Point[], by: 'engine' | 'chip'): { name: string; n: number }[] {
  const counts = new Map<string, number>();
  for (const point of points) counts.set(point[by], (counts.get(point[by]) ?? 0) + 1);
  return [...counts].map(([name, n]) => ({ name, n })).sort((p, q) => q.n - p.n);
}

/** What ran, in one line. */
export function configurationOf({ model, chip, setup, lengths, load, system }: Point): string[] {
  return [
    model,
    `${system} on ${chipName(chip)}`,
    setup,
    `${lengths} tokens of prompt/answer`,
    load === '' ? 'load not stated' : /^\d+$/.test(load) ? `${load} at once` : load,
  ];
}

/** Beyond this ratio a prediction is of little use. */
const FAR = Math.log(2);
/** So many runs are named. */
const NAMED = 3;

/** How many points are far off, and whose they are most: '' where none is. */
export function farOff(points: readonly Point[]): string {
  const far = points.filter(({ error }) => Math.abs(error) > FAR);
  if (far.length === 0) return '';
  const runs = new Map<string, number>();
  for (const { model, system, chip } of far) {
    const run = `${model}, ${system} on ${chipName(chip)}`;
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  const most = [...runs].sort(([, n], [, m]) => m - n).slice(0, NAMED);
  const rest = far.length - most.reduce((sum, [, n]) => sum + n, 0);
  const named = most.map(([run, n]) => `${count(n)} of ${run}`).join('; ');
  return `${count(far.length)} are off by more than 2×: ${named}${rest > 0 ? `; ${count(rest)} others` : ''}.`;
}

/** Predicted against measured, as a reader says it. */
export function errorText(error: number): string {
  const factor = Math.exp(Math.abs(error));
  if (factor >= 2) return `${significant(factor, 2)}× too ${error > 0 ? 'high' : 'low'}`;
  const share = 100 * (Math.exp(error) - 1);
  if (Math.abs(share) < 0.5) return 'the same within 0.5%';
  return `${Math.abs(share).toFixed(0)}% too ${share > 0 ? 'high' : 'low'}`;
}
