import type { Fraction, Seconds } from '../../units/units';
import type { SessionShape } from '../input';
import { normalCdf } from '../number/normal';
import { expm1, ln } from '../number/portable';

/** Pauses of sessions: tools' exponential, people's lognormal. */

/** Share of pauses that are over after `t` seconds. */
export function gapCdf(sessions: SessionShape, t: Seconds): Fraction {
  if (!(t > 0)) return 0;
  const { toolShare, toolGapSecondsMean } = sessions;
  return -toolShare * expm1(-t / toolGapSecondsMean) + (1 - toolShare) * humanCdf(sessions, t, 0);
}

/** Mean of the shorter of a pause and `t`. */
export function meanGapBelow(sessions: SessionShape, t: Seconds): Seconds {
  if (!(t > 0)) return 0;
  const { toolShare, toolGapSecondsMean, humanGapSecondsMean } = sessions;
  const tool = -toolGapSecondsMean * expm1(-t / toolGapSecondsMean);
  const human = humanGapSecondsMean * humanCdf(sessions, t, 1) + t * (1 - humanCdf(sessions, t, 0));
  return toolShare * tool + (1 - toolShare) * human;
}

/** Share of people's pauses below `t`: of their number, or with `moment` 1 of their seconds. */
function humanCdf({ humanGapSecondsMean, humanGapCv }: SessionShape, t: Seconds, moment: 0 | 1): Fraction {
  if (t === Infinity) return 1;
  if (humanGapCv === 0) return t < humanGapSecondsMean ? 0 : 1;
  const variance = ln(1 + humanGapCv * humanGapCv);
  const deviation = Math.sqrt(variance);
  return normalCdf((ln(t / humanGapSecondsMean) + variance / 2) / deviation - moment * deviation);
}
