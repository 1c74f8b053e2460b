// Fits the engine profiles to measured serving runs and cross-validates them by whole configuration:
//
//   node scripts/fit/fit-engines.mjs <measured.csv> [--cv]
//
// Prints every parameter with its prior and uncertainty, then the error tables; with --cv also the errors of fits
// that left out a configuration, a chip, a model or an engine, which go to docs/validation-cv.json. Constants are
// copied into src/data by hand: a fit is a proposal, and a person looks at it. Takes some minutes with --cv.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { argv, exit } from 'node:process';
import { pathToFileURL } from 'node:url';
import { buildForNode } from '../lib/build-for-node.mjs';
import { root } from '../lib/root.mjs';

const [file, ...options] = argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/fit/fit-engines.mjs <measured.csv> [--cv]');
  exit(2);
}
const bundle = await buildForNode('src/validation/fit/index.ts', 'fit.mjs');
const lib = await import(pathToFileURL(bundle).href);
const {
  crossValidate,
  errorStatistics,
  fitFromBothSides,
  fittedOf,
  PARAMETERS,
  readMeasured,
  samplesOf,
  simulatedErrors,
} = lib;

const read = readMeasured(readFileSync(file, 'utf8'));
if (!read.ok) throw new Error(read.why);
const samples = samplesOf(read.rows);
console.error(
  `${samples.length} runs, ${new Set(samples.map((s) => s.configuration.key)).size} configurations`,
);

const solution = fitFromBothSides(samples);
PARAMETERS.forEach(({ name, prior, spread }, i) => {
  const [value, deviation] = [solution.vector[i], solution.deviation[i]].map((x) => x.toPrecision(3));
  console.log(`${name.padEnd(28)} ${value.padStart(8)} ± ${deviation.padEnd(8)} prior ${prior} ± ${spread}`);
});
console.log(JSON.stringify(fittedOf(solution.vector.map((x) => Number(x.toPrecision(3)))), null, 1));

const CLASSES = ['vllm', 'sglang', 'trtllm'].flatMap((engine) => [
  { engine, mixture: false, label: `${engine} dense` },
  { engine, mixture: true, label: `${engine} mixture of experts` },
]);

function table(errors) {
  return CLASSES.flatMap(({ engine, mixture, label }) => {
    const own = samples.flatMap((s, i) => (s.engine === engine && s.mixture === mixture ? [errors[i]] : []));
    if (own.length === 0) return [];
    const ttft = own.flatMap((e) => (e.ttft === null ? [] : [e.ttft]));
    return [
      { label, metric: 'tpot_ms', ...errorStatistics(own.map((e) => e.tpot)) },
      ...(ttft.length > 0 ? [{ label, metric: 'ttft_ms', ...errorStatistics(ttft) }] : []),
    ];
  });
}

function print(title, rows) {
  console.log(`\n${title}`);
  for (const { label, metric, n, median, p90, bias } of rows)
    console.log(
      `  ${label.padEnd(28)} ${metric} n ${String(n).padStart(4)} median ${median.toFixed(3)} p90 ${p90.toFixed(3)} bias ${bias.toFixed(3)}`,
    );
}

const inSample = table(simulatedErrors(samples, solution.vector));
print('in sample', inSample);
if (!options.includes('--cv')) exit(0);

const FOLDS = 16;
/** A fold by name alone, so that a configuration is always in the same one. */
function foldOfName(name) {
  let hash = 0;
  for (const c of name) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0;
  return String(Math.abs(hash) % FOLDS);
}
const SPLITS = {
  configuration: (s) => foldOfName(s.configuration.key),
  chip: (s) => s.hardware,
  model: (s) => s.model,
  engine: (s) => s.engine,
};
const leftOut = Object.entries(SPLITS).map(([split, foldOf]) => {
  const errors = crossValidate(samples, foldOf, solution.vector, (fold) =>
    console.error(`leaving out ${split} ${fold}`),
  );
  const rows = table(errors);
  print(`left out: ${split}`, rows);
  return { split, rows };
});
const rounded = (key, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
const out = { samples: samples.length, parameters: PARAMETERS.length, inSample, leftOut };
writeFileSync(path.join(root, 'docs', 'validation-cv.json'), `${JSON.stringify(out, rounded, 2)}\n`);
