import type { Waterfall } from '../../engine/result';
import type { Receipt } from '../../engine/sim/receipt';
import { factor, percent, seconds, tokens } from '../../units/format';
import type { Piece } from '../answer/sentence';
import { requestName } from './request-name';
import { largestPart, partsOf, type PartKey } from './request-parts';

/** A request to compare with: the one in the middle of its side's end-to-end times. */
export interface Typical {
  waterfall: Waterfall;
  promptTokens: number;
  outputTokens: number;
}

/** Why a request took as long as it did: its time, and the largest part of it. Put together from its receipt. */
export function requestSentence(side: 'A' | 'B', receipt: Receipt): Piece[] {
  const { waterfall } = receipt;
  const name = `Request ${requestName(receipt.request)} on ${side}`;
  const early = receipt.decisions.find(({ rejected }) => rejected !== null)?.rejected;
  if (waterfall === null && early != null && !early.startsWith('longer'))
    return [plain(`${name} was turned away on arrival: ${early}.`)];
  if (waterfall === null)
    return [
      plain(
        `${name} was turned away: its ${tokens(receipt.promptTokens)} prompt tokens and ${tokens(receipt.outputTokens)} answer tokens fit no instance, not even an empty one.`,
      ),
    ];
  const part = largestPart(partsOf(waterfall));
  const share = waterfall.e2e_s > 0 ? part.seconds / waterfall.e2e_s : 0;
  return [
    plain(`${name} took `),
    strong(seconds(waterfall.e2e_s)),
    plain(': '),
    strong(percent(share)),
    plain(` of it ${doing(part.key, receipt)}.`),
  ];
}

function doing(key: PartKey, receipt: Receipt): string {
  switch (key) {
    case 'route':
      return 'on its way through the front end and the network';
    case 'fetch':
      return 'waiting for KV that a tier had';
    case 'queue':
      return 'in the queue, before its prompt was begun';
    case 'prefill':
      return `reading its ${tokens(receipt.promptTokens)} prompt tokens`;
    case 'room':
      return 'waiting for room in the decode pool';
    case 'transfer':
      return 'handing its KV over to the decode pool';
    case 'wait':
      return 'waiting for a place in the decode batch';
    case 'decode':
      return `writing its ${tokens(receipt.outputTokens)} answer tokens`;
    case 'stall':
      return receipt.lines.some((line) => line.phase === 'recompute')
        ? 'stalled: it was put off for lack of memory and computed again'
        : 'stalled behind other requests’ prompts';
  }
}

/** Within this of the request in the middle there is nothing to explain. */
const ALIKE_WITHIN = 0.1;
/** A length that differs by less explains nothing. */
const LONGER_FROM = 1.2;

/** What sets the request apart from the one in the middle; null where it is that one or was turned away. */
export function comparison(receipt: Receipt, typical: Typical | null): string | null {
  const { waterfall } = receipt;
  if (!waterfall || !typical || typical.waterfall.request === receipt.request) return null;
  const middle = typical.waterfall;
  const opening = `The request in the middle, ${requestName(middle.request)}, took ${seconds(middle.e2e_s)}`;
  const whole = waterfall.e2e_s - middle.e2e_s;
  if (Math.abs(whole) <= ALIKE_WITHIN * middle.e2e_s) return `${opening}, about as long.`;
  const usual = partsOf(middle);
  const apart = partsOf(waterfall).map((part, i) => ({ ...part, seconds: part.seconds - usual[i]!.seconds }));
  // The largest part of the difference, in the direction of the difference.
  const most = apart.reduce((best, part) => (part.seconds * whole > best.seconds * whole ? part : best));
  const amount = `${seconds(Math.abs(most.seconds))} ${whole > 0 ? 'more' : 'less'}`;
  return `${opening}. The largest difference is ${most.name}, ${amount}${because(most.key, receipt, typical)}.`;
}

function because(key: PartKey, receipt: Receipt, typical: Typical): string {
  const times = (own: number, usual: number): string | null => {
    const ratio = usual > 0 ? own / usual : 1;
    if (ratio >= LONGER_FROM) return factor(ratio);
    return ratio <= 1 / LONGER_FROM ? percent(ratio) : null;
  };
  const answer = times(receipt.outputTokens, typical.outputTokens);
  if ((key === 'decode' || key === 'stall') && answer !== null)
    return `: its answer has ${answer} as many tokens`;
  const prompt = times(receipt.promptTokens, typical.promptTokens);
  if ((key === 'prefill' || key === 'transfer') && prompt !== null)
    return `: its prompt has ${prompt} as many tokens`;
  return '';
}

function plain(text: string): Piece {
  return { text, strong: false };
}

function strong(text: string): Piece {
  return { text, strong: true };
}
