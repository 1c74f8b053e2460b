import { classPreset } from '../../scenario/class-presets';
import type { Scenario } from '../../scenario/scenario';
import { rate } from '../../units/format';
import type { FrontierCurve } from './frontier-data';

/** A promised time per output token, as the speed that a user then sees at the least. */
export interface PromisedSpeed {
  /** Classes that were promised it; empty where all requests were. */
  classes: string[];
  tokensPerSecond: number;
}

/** Slowest first. The classes of a scenario are not those of a trace, which is promised what all requests are. */
export function promisedSpeeds(
  { slo, classes }: Pick<Scenario, 'slo' | 'classes'>,
  traced: boolean,
): PromisedSpeed[] {
  if (classes === null) {
    return slo?.tpot == null ? [] : [{ classes: [], tokensPerSecond: 1 / slo.tpot }];
  }
  if (traced) return [];
  const speeds = new Map<number, Set<string>>();
  for (const { id } of classes) {
    const preset = classPreset(id);
    if (preset?.slo == null) continue;
    const speed = 1 / preset.slo.tpot;
    speeds.set(speed, (speeds.get(speed) ?? new Set()).add(preset.label));
  }
  return [...speeds]
    .map(([tokensPerSecond, labels]) => ({ classes: [...labels], tokensPerSecond }))
    .sort((p, q) => p.tokensPerSecond - q.tokensPerSecond);
}

/** Is a first token promised? That is a wait, and on neither axis. */
export function promisesFirstToken(
  { slo, classes }: Pick<Scenario, 'slo' | 'classes'>,
  traced: boolean,
): boolean {
  if (classes === null) return slo?.ttft != null;
  return !traced && classes.some(({ id }) => classPreset(id)?.slo != null);
}

/** "Voice: promised 33.3 tok/s", or shorter where there is little room. */
export function promisedLabel({ classes, tokensPerSecond }: PromisedSpeed, roomy: boolean): string {
  const speed = rate(tokensPerSecond);
  if (classes.length === 0) return `promised ${speed} tok/s`;
  return `${classes.join(', ')}: ${roomy ? `promised ${speed} tok/s` : speed}`;
}

/** Which promises a speed keeps, for a cell of a table. */
export function keptBy(speed: number, promised: readonly PromisedSpeed[]): string {
  const kept = promised.filter(({ tokensPerSecond }) => keeps(speed, tokensPerSecond));
  if (kept.length === promised.length) return 'yes';
  return kept.length === 0 ? 'no' : kept.flatMap(({ classes }) => classes).join(', ');
}

function keeps(speed: number, promised: number): boolean {
  return speed >= promised;
}

/** What each side makes at most while it keeps the strictest promise; empty where none was made. */
export function promisedSentence(
  curves: readonly FrontierCurve[],
  promised: readonly PromisedSpeed[],
  unit: string,
): string {
  const strictest = promised.at(-1);
  const able = curves.filter(({ dots }) => dots.length > 0);
  if (!strictest || able.length === 0) return '';
  const { classes, tokensPerSecond } = strictest;
  const most = able.map(({ side, dots }) => {
    const kept = dots.filter(({ x }) => keeps(x, tokensPerSecond));
    return { side, most: Math.max(...kept.map(({ y }) => y)) };
  });
  const cannot = most.filter((one) => one.most === -Infinity).map(({ side }) => side);
  const can = most.filter(({ side }) => !cannot.includes(side));
  const whose = classes.length === 0 ? '' : ` to ${classes.join(' and ')}`;
  const promise = `the promised ${rate(tokensPerSecond)} tok/s${whose}`;
  if (can.length === 0) {
    return cannot.length > 1 ? `Neither keeps ${promise}.` : `${cannot.join()} cannot keep ${promise}.`;
  }
  const makers = can.map(({ side, most }) => `${side} makes up to ${rate(most)}`).join(', ');
  const rest = cannot.length > 0 ? `; ${cannot.join()} cannot keep it` : '';
  return `Keeping ${promise}, ${makers} ${unit}${rest}.`;
}
