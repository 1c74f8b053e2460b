import { chipById } from '../../data/catalog';
import type { ChipFigure, OwnChip } from '../../data/own-chip';
import type { OwnModel } from '../../data/own-model';
import { ownModelSize } from '../../scenario/custom';
import { count, parameters, tokens } from '../../units/format';
import { FIGURE_WORDS, figureText } from '../own/figure-words';
import { Facts } from './facts';

/** What a chip of the scenario's own has otherwise than the chip it is like. */
export function OwnChipCard({ chip: { like, figures } }: { chip: OwnChip }) {
  const rows = Object.entries(figures).map(([key, value]): [string, string] => {
    const { label, unit } = FIGURE_WORDS[key as ChipFigure];
    const text = figureText(key as ChipFigure, value);
    return [label, value === null ? text : `${text} ${unit}`];
  });
  return (
    <>
      <p className="hint">
        As {chipById(like)?.name ?? like}
        {rows.length === 0 ? ' in every figure.' : ', but:'}
      </p>
      <Facts rows={rows} />
    </>
  );
}

export function OwnModelCard({ model }: { model: OwnModel }) {
  const size = ownModelSize(model);
  const { layers, width, queryHeads, kvHeads, vocabulary } = model.shape;
  return (
    <Facts
      rows={[
        ['Parameters, from its shape', `${parameters(size)} (${count(size)})`],
        ['Longest context', `${tokens(model.maxContext)} tokens`],
        ['Weights as published', model.nativeFormat],
        ['Layers', count(layers)],
        ['Width', count(width)],
        ['Query heads, KV heads', `${count(queryHeads)}, ${count(kvHeads)}`],
        ['Vocabulary', count(vocabulary)],
      ]}
    />
  );
}
