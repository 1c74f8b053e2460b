import { makeSramCost } from '../engine/cost/sram-cost';
import { decodeShape } from '../engine/cost/step-shapes';
import { layerSplit } from '../engine/model/kv-bytes';
import type { WeightFormat } from '../engine/input';
import { findChip, findModel } from './configuration';
import type { ExtraCatalog } from './extra-catalog';
import type { MeasuredRow } from './measured-row';
import { predicted, type Prediction, unsupported } from './prediction';
import { workOf } from './step-cost-of';

/** Speeds that one user of a cloud of SRAM chips sees. Lengths are undisclosed, and hardly matter here. */
const CONTEXT = 1024;

export function predictSram(row: MeasuredRow, extras: ExtraCatalog): Prediction {
  if (row.metric !== 'tok_s_per_user') return unsupported(`metric ${row.metric} is not predicted`);
  const chip = findChip(row.hardware, extras);
  if (typeof chip === 'string') return unsupported(chip);
  if (chip.kind !== 'sram') return unsupported('hardware is no SRAM chip');
  const found = findModel(row.model, extras);
  if (found === null) return unsupported('model not in the catalogue');
  if (row.chips === null) return unsupported('number of chips undisclosed');
  if (/speculat/.test(row.notes) && !/no speculat/.test(row.notes))
    return unsupported('speculative decoding, acceptance undisclosed');
  const { shape } = found.model;
  const weightFormat: WeightFormat =
    found.always ?? (/8/.test(row.precision) || row.precision === '' ? 'fp8' : 'bf16');
  const format = /fp16|bf16/.test(row.precision) ? 'bf16' : weightFormat;
  const cost = makeSramCost({
    shape,
    chip,
    chips: row.chips,
    weightFormat: format,
    kvFormat: format === 'bf16' ? 'bf16' : 'fp8',
  });
  const { window } = layerSplit(shape);
  return predicted(1 / workOf(cost, decodeShape(1, CONTEXT, window)).seconds);
}
