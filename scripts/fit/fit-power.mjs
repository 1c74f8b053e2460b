// Fits the power constants to measured runs and cross-validates them by whole configuration and by model:
//
//   node scripts/fit/fit-power.mjs <measured.csv>
//
// Prints the constants, which are copied into src/data/calibration-power.ts by hand, and writes the errors of what
// each fit did not see to docs/validation-cv-power.json.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { argv, exit } from 'node:process';
import { pathToFileURL } from 'node:url';
import { buildForNode } from '../lib/build-for-node.mjs';
import { root } from '../lib/root.mjs';

const [file] = argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/fit/fit-power.mjs <measured.csv>');
  exit(2);
}
const bundle = await buildForNode('src/validation/fit/index.ts', 'fit.mjs');
const {
  crossValidatePower,
  errorOf,
  errorStatistics,
  fitPower,
  fitStaticPower,
  powerSamples,
  readMeasured,
  staticPowerSamples,
  staticShareAt,
} = await import(pathToFileURL(bundle).href);
const read = readMeasured(readFileSync(file, 'utf8'));
if (!read.ok) throw new Error(read.why);
const samples = powerSamples(read.rows);

const shown = (vector) => vector.map((x) => x.toFixed(3)).join(' ');
const still = staticPowerSamples(read.rows);
const ampere = fitStaticPower(still);
const { n, median } = errorStatistics(still.map((s) => Math.log(staticShareAt(s, ampere) / s.share)));
console.log('ampere', shown(ampere), `(${n} static batches, median ${median.toFixed(3)})`);

const vectors = {};
for (const family of ['hopper', 'blackwell']) {
  vectors[family] = fitPower(samples.filter((s) => s.family === family));
  console.log(family, shown(vectors[family]));
}

function table(errors) {
  return [false, true].flatMap((mixture) =>
    ['watts', 'joules'].map((metric) => {
      const own = errors.filter(({ sample }) => sample.mixture === mixture).map((e) => e[metric]);
      return { label: mixture ? 'mixture of experts' : 'dense', metric, ...errorStatistics(own) };
    }),
  );
}
const splits = [
  { split: 'in sample', rows: table(samples.map((s) => errorOf(s, vectors[s.family]))) },
  { split: 'configuration', rows: table(crossValidatePower(samples, (s) => s.key)) },
  { split: 'model', rows: table(crossValidatePower(samples, (s) => s.model)) },
];
for (const { split, rows } of splits)
  for (const { label, metric, n, median, bias } of rows)
    console.log(split.padEnd(14), label.padEnd(19), metric, n, median.toFixed(3), bias.toFixed(3));
const rounded = (key, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
const target = path.join(root, 'docs', 'validation-cv-power.json');
writeFileSync(target, `${JSON.stringify({ samples: samples.length, splits }, rounded, 2)}\n`);
