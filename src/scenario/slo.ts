import type { Slo } from '../engine/input';
import { bad, good, type Field, type Parsed } from './field';
import { parseDecimal } from './quantity';
import type { SloChoice } from './scenario';

/** Promised latencies of a scenario without classes: `ttft:0.5,tpot:0.03`, in seconds. */

const MOST_SECONDS = 86_400;
const SHAPE = 'is not ttft:<seconds>, tpot:<seconds> or both, e.g. ttft:0.5,tpot:0.03';

function parseSlo(text: string): Parsed<SloChoice> {
  const slo: SloChoice = { ttft: null, tpot: null };
  for (const part of text.split(',')) {
    const [, key, digits] = /^(ttft|tpot):(.+)$/.exec(part.trim()) ?? [];
    if (key !== 'ttft' && key !== 'tpot') return bad(SHAPE);
    if (slo[key] !== null) return bad(`promises ${key} twice`);
    const seconds = parseDecimal(digits!);
    if (!(seconds > 0 && seconds <= MOST_SECONDS))
      return bad(`promises a ${key} that is not above 0 and at most 86,400 seconds`);
    slo[key] = seconds;
  }
  return good(slo);
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
