import { percent, seconds } from '../../units/format';
import type { ReceiptAnswer } from '../../worker/api';
import { plainText } from '../answer/sentence';
import { candidateBars, costText, decisionSentence } from './candidate-bars';
import { instanceName } from './instance-name';
import { segmentEntries, segmentTitle, tierName, totalEntries, type Entry } from './receipt-words';
import { partsOf } from './request-parts';
import { requestSentence } from './request-sentence';
import { segmentsOf } from './segments';

/** The whole receipt as plain text, to paste where somebody asks why. */
export function receiptText(side: 'A' | 'B', { receipt, report }: ReceiptAnswer, link: string): string {
  const { waterfall } = receipt;
  const name = (instance: number) => instanceName(report.pools, instance);
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
    ...receipt.decisions.map((decision) => [
      `Decision: ${decision.label}`,
      decisionSentence(decision, name),
      ...candidateBars(decision).map((bar) => {
        const terms = bar.terms.map((term) => `${term.name} ${costText(term.value, decision.unit)}`);
        const chosen = bar.chosen ? ', chosen' : '';
        return row(
          name(bar.instance),
          `${costText(bar.cost, decision.unit)}${chosen} (${terms.join(' + ')})`,
        );
      }),
    ]),
  ];
  return blocks.flatMap((block) => (block ? [block.join('\n')] : [])).join('\n\n');
}

function entryRow({ label, text }: Entry): string {
  return row(label, text);
}

function row(label: string, text: string): string {
  return `  ${label}: ${text}`;
}
