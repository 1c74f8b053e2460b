import type { Agreement } from '../../data/validation';
import { NOTHING_OWN, type Custom } from '../../scenario/custom';
import { counted, significant } from '../../units/format';
import { chipName } from '../chip-name';
import { engineName, kindOf } from './kinds';

/** Error as a percentage; beyond a half a logarithm is no longer one, and a factor says it better. */
export function errorSize(error: number): string {
  if (error >= 0.5) return `factor ${significant(Math.exp(error), 2)}`;
  return `${(100 * error).toFixed(error < 0.0995 ? 1 : 0)}%`;
}

/** Below so many points a median says little. */
const FEW = 10;

/** How well one number agrees with measurements on a chip and under an engine, in one quiet sentence. */
export function agreementText(
  agreement: readonly Agreement[],
  metric: string,
  chip: string,
  engine: string,
  own: Custom = NOTHING_OWN,
): string {
  const name = kindOf(metric).label;
  const ofChip = agreement.filter((one) => one.chip === chip);
  if (ofChip.length === 0) return `${name} on ${chipName(chip, own)}: no measurement of this chip.`;
  const ofMetric = ofChip.filter((one) => one.metric === metric);
  if (ofMetric.length === 0) return `${name} on ${chipName(chip, own)}: no measurement of this number.`;
  const found = ofMetric.find((one) => one.engine === engine);
  if (!found) {
    const others = ofMetric.map((one) => engineName(one.engine)).join(', ');
    return `${name} on ${chipName(chip, own)} under ${engineName(engine)}: no measurement; there are some under ${others}.`;
  }
  const { n, fitted, median, p90 } = found;
  const points = counted(n, 'measured point');
  const under = engine === 'own' ? '' : ` under ${engineName(engine)}`;
  const start = `${name} on ${chipName(chip, own)}${under}: median error ${errorSize(median)} over`;
  if (n < FEW && fitted === n)
    return `${start} only ${points}, on which its constants were fitted: it says little of others.`;
  if (n < FEW) return `${start} only ${points}.`;
  const seen = fitted > 0 ? ', on some of which constants were fitted' : '';
  const tail = errorSize(p90).replace('factor', 'a factor of');
  return `${start} ${points}${seen}; one in ten is off by more than ${tail}.`;
}
