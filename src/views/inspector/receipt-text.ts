import type { Decision } from '../../engine/routing/route';
import { percent, seconds } from '../../units/format';
import type { ReceiptAnswer } from '../../worker/api';
import { plainText } from '../answer/sentence';
import { candidateBars, costText, decisionSentence, type CandidateBar } from './candidate-bars';
import { instanceName } from './instance-name';
import { segmentEntries, segmentTitle, tierName, totalEntries, type Entry } from './receipt-words';
import { partsOf } from './request-parts';
import { requestSentence } from './request-sentence';
import { segmentsOf } from './segments';

/** The whole receipt as plain text, to paste where somebody asks why. */
export function receiptText(side: 'A' | 'B', { receipt, report }: ReceiptAnswer, link: string): string {
  const { waterfall } = receipt;
  const blocks = [
    [plainText(requestSentence(side, receipt)), link],
    waterfall && [
      'Where its time went',
      ...partsOf(waterfall)
        .filter((part) => part.seconds > 0)
        .map((part) =>
          row(part.long, `${seconds(part.seconds)}, ${percent(part.seconds / waterfall.e2e_s)}`),
        ),
    ],
    ...segmentsOf(receipt.lines).map((segment) => [
      `${segmentTitle(segment, receipt).join(' ')} (${tierName(segment.first)})`,
      ...segmentEntries(segment, receipt, report.pools).map(entryRow),
    ]),
    receipt.lines.length > 0 && ['Total', ...totalEntries(receipt.lines).map(entryRow)],
    ...receipt.decisions.map((decision) => decisionLines(decision, report)),
  ];
  return blocks.flatMap((block) => (block ? [block.join('\n')] : [])).join('\n\n');
}

function decisionLines(decision: Decision, { pools }: ReceiptAnswer['report']): string[] {
  const among = decision.candidates.map(({ instance }) => instance);
  const name = (instance: number) => instanceName(pools, instance, among);
  return [
    `Decision: ${decision.label}`,
    decisionSentence(decision, name),
    ...candidateBars(decision).map((bar) => row(name(bar.instance), candidateText(bar, decision.unit))),
  ];
}

/** What it was expected to cost, and why it did not take part; a machine that could not take it has no cost. */
function candidateText({ cost, chosen, terms, reasonIfNot }: CandidateBar, unit: Decision['unit']): string {
  const summed = terms.map((term) => `${term.name} ${costText(term.value, unit)}`).join(' + ');
  const costs = terms.length > 0 ? [`${costText(cost, unit)}${chosen ? ', chosen' : ''} (${summed})`] : [];
  return [...costs, ...(reasonIfNot === null ? [] : [reasonIfNot])].join(', ');
}

function entryRow({ label, text }: Entry): string {
  return row(label, text);
}

function row(label: string, text: string): string {
  return `  ${label}: ${text}`;
}
