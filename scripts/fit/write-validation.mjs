// Writes docs/VALIDATION.md, docs/pictures/missed-*.svg, src/validation/held.json, src/data/validation.json and src/data/agreement.json from a run over a file of measurements:
//
//   node scripts/fit/write-validation.mjs <measured.csv> [--date 2026-01-31]
//
// The file itself is not part of the repository; what is written are errors, the worst rows by name, and a thinned set of
// points. Errors of what a fit did not see come from docs/validation-cv.json and docs/validation-cv-power.json.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { argv, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { buildForNode } from '../lib/build-for-node.mjs';
import { root } from '../lib/root.mjs';
import { residualPicture } from './residual-pictures.mjs';
import { COMPARED, KNOWN_FAILURES, MISSED, TRIED, WHAT_IS_COMPARED } from './validation-prose.mjs';

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  options: { date: { type: 'string' } },
  allowPositionals: true,
});
const [file] = positionals;
if (file === undefined) {
  console.error('usage: node scripts/fit/write-validation.mjs <measured.csv> [--date yyyy-mm-dd]');
  exit(2);
}
const bundle = await buildForNode('src/validation/index.ts', 'validation.mjs');
const {
  NO_EXTRAS,
  agreement,
  chipIdOf,
  engineOf,
  headlines,
  mixture,
  readMeasured,
  rowsBehind,
  scoreRows,
  summarise,
} = await import(pathToFileURL(bundle).href);
const read = readMeasured(readFileSync(file, 'utf8'));
if (!read.ok) throw new Error(read.why);
const scored = scoreRows(read.rows, NO_EXTRAS);
const summary = summarise(scored);
const heads = headlines(scored);

const percent = (x) => `${(100 * x).toFixed(1)} %`;
const signed = (x) => `${x < 0 ? '−' : '+'}${(100 * Math.abs(x)).toFixed(1)} %`;
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const cvFile = path.join(root, 'docs', 'validation-cv.json');
const cv = existsSync(cvFile) ? JSON.parse(readFileSync(cvFile, 'utf8')) : null;

function crossValidation() {
  if (cv === null) return 'Not run.';
  const splits = [{ split: 'in sample', rows: cv.inSample }, ...cv.leftOut];
  const key = (row) => `${row.label}, ${row.metric}`;
  const keys = [...new Set(cv.inSample.map(key))];
  const head = ['', 'n', ...splits.map(({ split }) => (split === 'in sample' ? split : `${split} left out`))];
  return table(
    head,
    keys.map((k) => {
      const found = splits.map(({ rows }) => rows.find((row) => key(row) === k));
      return [k, found[0]?.n ?? '', ...found.map((row) => (row ? percent(row.median) : ''))];
    }),
  );
}

const powerCvFile = path.join(root, 'docs', 'validation-cv-power.json');
const powerCv = existsSync(powerCvFile) ? JSON.parse(readFileSync(powerCvFile, 'utf8')) : null;

function powerCrossValidation() {
  if (powerCv === null) return 'Not run.';
  const [first] = powerCv.splits;
  const head = [
    '',
    'n',
    ...powerCv.splits.map(({ split }) => (split === 'in sample' ? split : `${split} left out`)),
  ];
  return table(
    head,
    first.rows.map(({ label, metric, n }, i) => [
      `${label}, ${metric === 'joules' ? 'joules per token' : metric}`,
      n,
      ...powerCv.splits.map(({ rows }) => percent(rows[i].median)),
    ]),
  );
}

/** The same medians for the page, by split. */
function crossValidationRows() {
  if (cv === null) return [];
  const of = (split, { label, metric }) =>
    cv.leftOut.find((s) => s.split === split)?.rows.find((r) => r.label === label && r.metric === metric)
      ?.median ?? null;
  return cv.inSample.map((row) => ({
    label: row.label,
    metric: row.metric,
    n: row.n,
    inSample: row.median,
    configuration: of('configuration', row),
    chip: of('chip', row),
    model: of('model', row),
    engine: of('engine', row),
  }));
}

/** Power of full batches, in the same shape. */
function powerCrossValidationRows() {
  if (powerCv === null) return [];
  const of = (split, i) => powerCv.splits.find((s) => s.split === split)?.rows[i]?.median ?? null;
  const METRICS = { watts: 'watts_gpus', joules: 'joules_per_token' };
  return powerCv.splits[0].rows.map((row, i) => ({
    label: `power, ${row.label}`,
    metric: METRICS[row.metric],
    n: row.n,
    inSample: row.median,
    configuration: of('configuration', i),
    chip: of('chip', i),
    model: of('model', i),
    engine: of('engine', i),
  }));
}

const SHORT_REFERENCE = 90;

/** Where a row was published: a repository at a commit, or as the file has it. */
function sourceOf({ source, reference }) {
  const [, repository, commit] = /^(?:github )?([\w.-]+\/[\w.-]+)@([0-9a-f]+)/.exec(reference) ?? [];
  const where = repository === undefined ? reference.slice(0, SHORT_REFERENCE) : `${repository}@${commit}`;
  return { name: source, where, url: repository === undefined ? null : `https://github.com/${repository}` };
}

/** How a row ran, beside its model, chip and engine. */
function setupOf({ precision, tensorParallel, pipelineParallel, expertParallel, dataParallel, mode }) {
  const ranks = [
    ['TP', tensorParallel],
    ['PP', pipelineParallel],
    ['EP', expertParallel],
    ['DP', dataParallel],
  ].flatMap(([name, n]) => (n !== null && (name === 'TP' || n > 1) ? [`${name}${n}`] : []));
  return [precision, ...ranks, ...(mode.startsWith('disaggregated') ? ['disaggregated'] : [])].join(' ');
}

const MOST_POINTS = 70;

/** At most so many points of each kind, evenly spaced, in columns. */
function points() {
  const kinds = new Map();
  for (const s of scored) {
    if (s.error === null) continue;
    const { group, system, hardware, metric } = s.row;
    const key = JSON.stringify([group, system, hardware, metric]);
    if (!kinds.has(key)) kinds.set(key, []);
    kinds.get(key).push(s);
  }
  const kept = [...kinds.values()].flatMap((all) => {
    const stride = Math.max(1, all.length / MOST_POINTS);
    return Array.from({ length: Math.min(all.length, MOST_POINTS) }, (_, i) => all[Math.floor(i * stride)]);
  });
  const names = {};
  const column = (field, of = (row) => row[field]) => {
    const texts = kept.map(({ row }) => of(row));
    names[field] = [...new Set(texts)].sort();
    const at = new Map(names[field].map((text, i) => [text, i]));
    return texts.map((text) => at.get(text));
  };
  const sources = new Map(kept.map(({ row }) => [JSON.stringify(sourceOf(row)), sourceOf(row)]));
  const sourceAt = [...sources.keys()];
  const three = (x) => Number(x.toPrecision(3));
  return {
    most: MOST_POINTS,
    names,
    group: column('group'),
    engine: column('engine', engineOf),
    chip: column('chip', ({ hardware }) => chipIdOf(hardware)),
    system: column('system'),
    hardware: column('hardware'),
    model: column('model'),
    metric: column('metric'),
    setup: column('setup', setupOf),
    lengths: column(
      'lengths',
      ({ inputTokens, outputTokens }) => `${inputTokens ?? '?'}/${outputTokens ?? '?'}`,
    ),
    load: column('load'),
    sources: [...sources.values()],
    source: kept.map(({ row }) => sourceAt.indexOf(JSON.stringify(sourceOf(row)))),
    predicted: kept.map(({ predicted }) => three(predicted)),
    measured: kept.map(({ row }) => three(row.value)),
  };
}

/** The worst rows of each group, at most one per configuration, so that one bad run does not fill the list. */
function worst() {
  const rows = [];
  for (const group of ['A', 'B', 'C', 'D', 'E', 'F']) {
    const seen = new Set();
    const sorted = scored
      .filter((s) => s.error !== null && s.row.group === group)
      .sort((a, b) => Math.abs(b.error) - Math.abs(a.error));
    for (const s of sorted) {
      const key = `${s.configuration} ${s.row.system} ${s.row.metric}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const {
        id,
        system,
        hardware,
        model,
        precision,
        tensorParallel,
        inputTokens,
        outputTokens,
        load,
        metric,
      } = s.row;
      const lengths = `${inputTokens ?? '?'}/${outputTokens ?? '?'}`;
      const what = `${model} ${precision} TP${tensorParallel ?? '?'}, ${lengths}, ${load || 'load not stated'}`;
      const ratio = Number(Math.exp(s.error).toPrecision(2));
      const known = KNOWN_FAILURES.findIndex(({ of }) => of?.({ ...s, mixture: mixture(s) }));
      rows.push({ row: id, group, system, hardware, what, metric, ratio, known: known < 0 ? null : known });
      if (seen.size === 4) break;
    }
  }
  return rows;
}

const worstRows = worst();

const pictures = path.join(root, 'docs', 'pictures');

/** Draws what misses its target, in place of what did the last time. */
function missedPictures() {
  for (const name of readdirSync(pictures))
    if (/^missed-\d+\.svg$/.test(name)) rmSync(path.join(pictures, name));
  const missed = heads.filter(({ median, target }) => median > target);
  return missed.map(({ what, median, target }, i) => {
    const name = `missed-${String(i + 1)}.svg`;
    writeFileSync(path.join(pictures, name), residualPicture(what, rowsBehind(what, scored)));
    return `**${what}**: ${percent(median)}, target ${percent(target)}. ${reasonOf(what)}\n\n![${what}: predicted against measured, and residuals against the load](pictures/${name})`;
  });
}

const reasonOf = (what) => MISSED.find(({ of }) => what.startsWith(of))?.why ?? '';

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const date = values.date ?? new Date().toISOString().slice(0, 10);
const text = `# Validation

Written by \`scripts/fit/write-validation.mjs\`; do not edit. Version ${version}, ${date}.

${summary.totals.rows} measured rows, ${summary.totals.scored} scored, ${summary.totals.unsupported} not.
An error is |ln(predicted ÷ measured)|; for small ones that is the relative error. Bias is the mean of
ln(predicted ÷ measured): negative is too small, for times too fast.

## What is compared

${table(
  ['group', 'what', 'how it is predicted'],
  COMPARED.map(({ group, what, how }) => [group, what, how]),
)}

${WHAT_IS_COMPARED}

## In short

${table(
  ['what', 'n', 'median', '90th percentile', 'bias', 'target', ''],
  heads.map((h) => [
    h.what,
    h.n,
    percent(h.median),
    percent(h.p90),
    signed(h.bias),
    percent(h.target),
    h.median <= h.target ? 'met' : 'missed',
  ]),
)}

These medians include rows on which constants were fitted. The next table does not.

## Missed targets

${missedPictures().join('\n\n')}

## Cross-validation

Each column leaves out whole configurations (hardware × model × engine × precision × parallelism, in sixteen folds),
chips, models, or engines; the fit sees none of their rows, and the simulator predicts them with its constants. Left-out engines are
predicted with the priors, which are no engine's, so that column says how far the engines differ.

In this table are runs of group C with up to 256 users, without vLLM on H200 outside InferenceX (59 runs that
contradict each other), attention data parallelism, and Qwen3.5, whose shape is a stand-in; TTFT only where the method is described and no kernels were
compiled during the run: within a factor of four, and of SGLang's mixtures since requests are sent beforehand. The structure of the model and its priors were chosen with all open rows in view; the columns
leave rows out of the fit of ${cv === null ? 'the' : (cv.parameters ?? 'all')} parameters, not out of that choice.

${crossValidation()}

Power of group F, its constants fitted at the measured rate, predicted with the model's own:

${powerCrossValidation()}

## Known failures

${KNOWN_FAILURES.map(({ title, says }) => `- **${title}**${says}`).join('\n')}

${TRIED}

## Every group

${table(
  ['group', 'system', 'hardware', 'metric', 'n', 'median', '90th percentile', 'bias'],
  summary.groups.map((g) => [
    g.group,
    g.system,
    g.hardware,
    g.metric,
    g.n,
    percent(g.median),
    percent(g.p90),
    signed(g.bias),
  ]),
)}

## Worst rows

${table(
  ['row', 'group', 'system', 'hardware', 'what', 'metric', 'predicted ÷ measured', 'known failure'],
  worstRows.map((w) => [
    w.row,
    w.group,
    w.system,
    w.hardware,
    w.what,
    w.metric,
    w.ratio,
    w.known === null ? 'not explained' : KNOWN_FAILURES[w.known].title,
  ]),
)}

## Not scored

${table(
  ['reason', 'rows'],
  summary.unsupported.map(({ reason, n }) => [reason, n]),
)}
`;

async function write(name, content, parser) {
  const target = path.join(root, name);
  const options = await resolveConfig(target);
  writeFileSync(target, await format(content, { ...options, parser }));
}

await write('docs/VALIDATION.md', text, 'markdown');
const held = heads.map(({ what, n, median }) => ({ what, n, median: Number(median.toFixed(4)) }));
await write('src/validation/held.json', JSON.stringify(held), 'json');
const digits = (key, value) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
const summaryFile = {
  version,
  date,
  source:
    'Public measurements, by Splitwise, Vidur, InferenceX, NVIDIA, vLLM, ML.ENERGY, Groq, Cerebras and Artificial Analysis; points rounded and thinned.',
  rows: summary.totals.rows,
  scored: summary.totals.scored,
  headlines: heads,
  groups: summary.groups,
  compared: COMPARED,
  crossValidation: [...crossValidationRows(), ...powerCrossValidationRows()],
  failures: KNOWN_FAILURES.map(({ title, says }) => ({
    title,
    text: says.replace(/^:/, '').replace(/\s+/g, ' ').trim(),
  })),
  worst: worstRows,
  unsupported: summary.unsupported,
  points: points(),
};
await write('src/data/validation.json', JSON.stringify(summaryFile, digits), 'json');
const wasFitted = ({ group, metric }) => COMPARED.find((one) => one.group === group).fitted.includes(metric);
const agreed = JSON.stringify(agreement(scored, wasFitted), digits);
await write('src/data/agreement.json', agreed, 'json');
for (const h of heads)
  console.error(`${h.what.padEnd(80)} ${percent(h.median).padStart(8)} (target ${percent(h.target)})`);
