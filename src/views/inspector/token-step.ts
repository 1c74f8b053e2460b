import type { ReadsIn, Receipt, ReceiptLine } from '../../engine/sim/receipt';
import type { StepRun } from '../../engine/sim/step-trail';
import { count, counted, seconds } from '../../units/format';
import type { Seconds, Tokens } from '../../units/units';
import { readText, tierName, type Entry } from './receipt-words';

/** One token of an answer, from 0: the step that wrote it. */
export interface TokenStep {
  token: Tokens;
  /** When it was there. */
  endSeconds: Seconds;
  /** Of the step; null where it came out of its own prompt, computed at first or again. */
  step: {
    seconds: Seconds;
    batch: number;
    promptTokens: Tokens;
    together: Tokens;
    reads: ReadsIn[] | null;
  } | null;
  /** The part of the receipt that it stands in. */
  line: ReceiptLine;
}

/** Null for a token that the answer has not. */
export function tokenStep({ lines, steps, promptTokens }: Receipt, token: Tokens): TokenStep | null {
  const at = promptTokens + token;
  const line = lines.find((one) => one.pass === 0 && one.firstToken <= at && at <= one.lastToken);
  if (line === undefined || token < 0) return null;
  const run = steps.find(({ firstToken, tokens }) => firstToken <= token && token < firstToken + tokens);
  if (run === undefined) return { token, endSeconds: line.endSeconds, step: null, line };
  return { token, ...inRun(run, token, line), line };
}

/** Each step takes as much longer than the one before. */
function afterSteps({ startSeconds, firstSeconds, growthSeconds }: StepRun, k: number): Seconds {
  return startSeconds + k * firstSeconds + (growthSeconds * k * (k - 1)) / 2;
}

function inRun(run: StepRun, token: Tokens, line: ReceiptLine): Pick<TokenStep, 'endSeconds' | 'step'> {
  const { firstToken, tokens, steps, firstSeconds, growthSeconds, batch, promptTokens } = run;
  // A round of speculation is one step that writes several.
  const j = steps === 1 ? 0 : token - firstToken;
  const reads =
    line.reads?.map((place, i) => {
      const { kvFirstBytes, kvGrowthBytes, restBytes } = run.reads[i]!;
      return { ...place, kvBytes: kvFirstBytes + kvGrowthBytes * j, restBytes };
    }) ?? null;
  const seconds = firstSeconds + growthSeconds * j;
  return {
    endSeconds: afterSteps(run, j + 1),
    step: { seconds, batch, promptTokens, together: tokens / steps, reads },
  };
}

/** What is known of a token, in words. `before`: the token before it, where there is one. */
export function tokenEntries(receipt: Receipt, found: TokenStep, before: TokenStep | null): Entry[] {
  const { line, token, endSeconds } = found;
  const since = endSeconds - receipt.arrivalSeconds;
  const gap =
    before === null ? '' : `, ${seconds(Math.max(0, endSeconds - before.endSeconds))} after the one before`;
  const reads = found.step?.reads;
  const sum = reads?.reduce((bytes, { kvBytes, restBytes }) => bytes + kvBytes + restBytes, 0) ?? 0;
  return [
    { label: 'When', text: `${seconds(since)} after the request’s arrival${gap}` },
    { label: 'Step', text: stepText(found) },
    {
      label: 'KV',
      text: `of ${count(receipt.promptTokens + token)} tokens before it, in ${tierName(line)} of ${line.chipName}`,
    },
    ...(reads
      ? [
          {
            label: 'Read',
            text: `an equal share of what all in the step read: ${readText(sum, line, reads)}`,
          },
        ]
      : []),
  ];
}

function stepText({ step, line }: TokenStep): string {
  if (step === null)
    return line.phase === 'decode'
      ? 'the last one of its prompt, computed again'
      : 'the last one of its prompt, which writes the first token, too';
  const { batch, promptTokens, together } = step;
  const others = batch - 1;
  const beside = [
    others === 0 ? 'alone in its batch' : `beside ${counted(others, 'other')}`,
    ...(promptTokens > 0 ? [`and ${count(promptTokens)} prompt tokens of others`] : []),
  ].join(' ');
  const many = together > 1 ? `; a round that wrote ${count(together)} of its tokens` : '';
  return `${seconds(step.seconds)}, ${beside}${many}`;
}
