import type { Slo } from '../engine/input';
import { bad, good, type Field, type Parsed } from './field';
import { parseDecimal } from './quantity';
import type { Scenario, SloChoice } from './scenario';

/** Promised latencies of a scenario without classes: `ttft:0.5,tpot:0.03`, in seconds, or `tpot:30ms`. */

const MOST_SECONDS = 86_400;
const SHAPE = 'is not ttft:<seconds>, tpot:<seconds> or both, e.g. ttft:0.5,tpot:0.03';

function parseSlo(text: string): Parsed<SloChoice> {
  const slo: SloChoice = { ttft: null, tpot: null };
  for (const part of text.split(',')) {
    const [, key, digits] = /^(ttft|tpot):(.+)$/.exec(part.trim()) ?? [];
    if (key !== 'ttft' && key !== 'tpot') return bad(SHAPE);
    if (slo[key] !== null) return bad(`promises ${key} twice`);
    const seconds = parseSeconds(digits!);
    if (!(seconds > 0 && seconds <= MOST_SECONDS))
      return bad(`promises a ${key} that is not above 0 and at most 86,400 seconds`);
    slo[key] = seconds;
  }
  return good(slo);
}

/** `0.03`, `0.03 s` or `30 ms`; `usual`: the unit where none is written. NaN where it is no number. */
export function parseSeconds(text: string, usual: 's' | 'ms' = 's'): number {
  const [, digits = '', unit = usual] = /^(.*?)\s*(m?s)?$/.exec(text.trim()) ?? [];
  return parseDecimal(digits) / (unit === 'ms' ? 1000 : 1);
}

/** Longer than anybody waits for the next token; who types 30 for it means milliseconds. */
const LONG_TPOT = 2;

export function longPromise({ classes, slo }: Pick<Scenario, 'classes' | 'slo'>): string | null {
  if (classes !== null || slo?.tpot == null || slo.tpot < LONG_TPOT) return null;
  return `promises every token within ${String(slo.tpot)} seconds; for milliseconds write tpot:${String(slo.tpot)}ms`;
}

function printSlo({ ttft, tpot }: SloChoice): string {
  const parts = [
    ttft === null ? [] : [`ttft:${String(ttft)}`],
    tpot === null ? [] : [`tpot:${String(tpot)}`],
  ];
  return parts.flat().join(',');
}

export const sloField: Field<SloChoice> = {
  key: 'slo',
  group: 'workload',
  label: 'Promised latencies',
  unit: '',
  json: 'string',
  range: null,
  slider: null,
  parse: parseSlo,
  print: printSlo,
  get: ({ classes, slo }) => (classes === null ? slo : undefined),
  default: () => null,
  write(draft, value) {
    draft.scenario.slo = value;
  },
};

export const sloInput = ({ ttft, tpot }: SloChoice): Slo => ({ ttftSeconds: ttft, tpotSeconds: tpot });
