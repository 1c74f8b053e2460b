import { makeSramCost } from '../engine/cost/sram-cost';
import { decodeShape } from '../engine/cost/step-shapes';
import type { ChipInput, ModelShape, WeightFormat } from '../engine/input';
import { layerSplit } from '../engine/model/kv-bytes';
import { weightBytes } from '../engine/model/weight-bytes';
import { inGeneration, type SramGeneration } from '../data/sram-generation';
import { findChip, findModel } from './configuration';
import type { ExtraCatalog } from './extra-catalog';
import type { MeasuredRow } from './measured-row';
import { predicted, type Prediction, unsupported } from './prediction';
import { workOf } from './step-cost-of';

/** Speeds that one user of a cloud of SRAM chips sees. Lengths are undisclosed, and hardly matter here. */
const CONTEXT = 1024;

/** First month of the software that came with the faster runs; both makers announced it that autumn. */
const LATER = '2024-10';

/** A row without a date is of the first public runs, like those the constants were fitted on. */
function generationOf(date: string): SramGeneration {
  // Dates come as 2024, 2024-02 or 20240214; a bare 2024 says nothing about the half.
  const month = /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}` : date;
  return month !== '2024' && month >= LATER ? '2024h2' : '2024h1';
}

/**
 * The fewest chips that hold the weights, where nobody says how many there were: a token passes every layer whatever
 * their number, so it hardly matters to one user.
 */
function fewest({ memory, sram }: ChipInput, shape: ModelShape, format: WeightFormat): number {
  const least = Math.ceil(weightBytes(shape, format) / ((sram?.usable ?? 1) * memory.bytes));
  const group = sram?.groupChips ?? 1;
  return Math.ceil(least / group) * group;
}

export function predictSram(row: MeasuredRow, extras: ExtraCatalog): Prediction {
  if (row.metric !== 'tok_s_per_user') return unsupported(`metric ${row.metric} is not predicted`);
  const found = findChip(row.hardware, extras);
  if (typeof found === 'string') return unsupported(found);
  if (found.kind !== 'sram') return unsupported('hardware is no SRAM chip');
  const chip = inGeneration(found, generationOf(row.date));
  const model = findModel(row.model, extras);
  if (model === null) return unsupported('model not in the catalogue');
  if (/speculat/.test(row.notes) && !/no speculat/.test(row.notes))
    return unsupported('speculative decoding, acceptance undisclosed');
  const { shape } = model.model;
  const weightFormat: WeightFormat =
    model.always ?? (/8/.test(row.precision) || row.precision === '' ? 'fp8' : 'bf16');
  const format = /fp16|bf16/.test(row.precision) ? 'bf16' : weightFormat;
  const cost = makeSramCost({
    shape,
    chip,
    chips: row.chips ?? fewest(chip, shape, format),
    weightFormat: format,
    kvFormat: format === 'bf16' ? 'bf16' : 'fp8',
  });
  const { window } = layerSplit(shape);
  return predicted(1 / workOf(cost, decodeShape(1, CONTEXT, window)).seconds);
}
