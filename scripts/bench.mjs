// `npm run bench [-- --save]`: times the engine's phases, and runs up to a million requests beside a plain loop, in
// Node; JSON and a table on standard output. With
// --save the JSON is kept in bench/results, and the table of all that is kept there is written anew.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode } from './lib/build-for-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { root } from './lib/root.mjs';

ensurePackages();
const { bench, scale, promises, exponents } = await import(
  pathToFileURL(await buildForNode('bench/main.ts', 'bench.mjs')).href
);

const log = (line) => console.error(line);
const cpus = os.cpus();
const record = {
  date: new Date().toISOString().slice(0, 10),
  version: JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version,
  machine: {
    cpu: cpus[0]?.model ?? 'unknown',
    cores: cpus.length,
    memory_gb: Math.round(os.totalmem() / 1e9),
    platform: `${os.platform()} ${os.arch()}`,
    node: process.version,
  },
  load_before: Number(os.loadavg()[0].toPrecision(3)),
  phases: bench(log),
  promises: promises(log),
  scale: scale(log),
};
record.growth = exponents(record.scale);
console.log(JSON.stringify(record, null, 2));
console.log(table([record]));
if (process.argv.includes('--save')) save(record);

function save(newest) {
  const folder = path.join(root, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const machine = `${newest.machine.cpu} ${newest.machine.cores}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  writeFileSync(path.join(folder, `${newest.date}-${machine}.json`), `${JSON.stringify(newest, null, 2)}\n`);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const records = files.sort().map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  writeFileSync(path.join(folder, 'README.md'), `# Bench results\n\n${table(records)}`);
}

/** Medians, one table a record; the result column tells a faster answer from another answer. */
function table(records) {
  return records
    .map(({ date, version, machine, phases, load_before, promises = [], scale = [], growth = [] }) => {
      const rows = phases.map(
        (p) =>
          `| ${p.phase} | ${p.p50_ms} | ${p.min_ms} | ${p.max_ms} | ${p.rate} ${p.unit}/s | \`${p.result}\` |`,
      );
      return [
        `## ${date}, version ${version}\n`,
        `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.platform}, Node ${machine.node}${load_before === undefined ? '' : `; load of other work when it began: ${load_before}`}\n`,
        '| phase | median ms | fastest | slowest | rate | result |',
        '| --- | ---: | ---: | ---: | ---: | --- |',
        ...rows,
        '',
        ...promiseTable(promises),
        ...scaleTable(scale),
        ...growth.map(({ what, exponent }) => `Time grows as requests to the ${exponent}: ${what}.\n`),
      ].join('\n');
    })
    .join('\n');
}

/** What was promised in milliseconds, and what it took. */
function promiseTable(promises) {
  if (promises.length === 0) return [];
  return [
    '| what | ms | at most | result |',
    '| --- | ---: | ---: | --- |',
    ...promises.map((p) => `| ${p.what} | ${p.ms ?? '–'} | ${p.target_ms ?? '–'} | \`${p.result}\` |`),
    '',
  ];
}

/** The engine beside a plain loop over the same requests, in the same process. */
function scaleTable(scale) {
  if (scale.length === 0) return [];
  return [
    '| run | requests | engine ms | at most | plain loop ms | ratio | events | of the plain loop | memory MB | result |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...scale.map(
      (s) =>
        `| ${s.what} | ${s.requests} | ${s.engine_ms} | ${s.target_ms ?? '–'} | ${s.plain_ms} | ${s.ratio} | ${s.events} | ${s.plain_events} | ${s.memory_mb ?? '–'} | \`${s.result}\` |`,
    ),
    '',
  ];
}
