// `npm run bench:page [-- --save] [-- --url http://…]`: what a person waits for, in headless Chromium on the built page:
// first paint, each slider from event to painted numbers and curves, a drag, the heap while the race plays, and the engine
// in a worker. With
// --save the result is kept in bench/results/page. Times on a busy machine are those of the other work: its load is told.
/* global Blob, Worker -- of the page */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BROWSER_ARGS } from './lib/browser-args.mjs';
import { buildForNode } from './lib/build-for-node.mjs';
import { ensureBrowser } from './lib/ensure-browser.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { dragSlider, installProbe, moveSlider, stepSlider, workWhileHidden } from './lib/page-probe.mjs';
import { root } from './lib/root.mjs';

const SLIDERS = ['Context length', 'Model size', 'Input to output ratio', 'Load'];
const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    save: { type: 'boolean' },
    steps: { type: 'string', default: '30' },
    frames: { type: 'string', default: '180' },
    /** Seconds of play over which the heap is watched. */
    play: { type: 'string', default: '60' },
  },
});

ensurePackages();
const { build, preview } = await import('vite');
const { chromium } = await import('@playwright/test');
if (!options.url) await build({ root, logLevel: 'warn' });
const server = options.url
  ? null
  : await preview({ root, logLevel: 'warn', preview: { host: '127.0.0.1', port: 4174 } });
const url = options.url ?? server.resolvedUrls.local[0];
const executablePath = await ensureBrowser();

const record = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores, ${os.platform()} ${os.arch()}`,
  load_before: Number(os.loadavg()[0].toPrecision(3)),
  loading: [await loading(1440, 900), await loading(390, 844)],
  sliders: [...(await sliders(1)), ...(await sliders(4))],
  play: await play(Number(options.play)),
  /** Runs of up to 100,000 requests, alone in a worker. */
  engine: await engine(),
};
record.load_after = Number(os.loadavg()[0].toPrecision(3));
await server?.close();
console.log(JSON.stringify(record, null, 2));
if (options.save) {
  const folder = path.join(root, 'bench/results/page');
  mkdirSync(folder, { recursive: true });
  const machine = record.machine.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  writeFileSync(path.join(folder, `${record.date}-${machine}.json`), `${JSON.stringify(record, null, 2)}\n`);
}

/** A page of its own browser, so that nothing is cached, once it has answered. */
async function open(use, { width = 1440, height = 900, slower = 1 } = {}) {
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGS, '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width, height }, serviceWorkers: 'block' });
    const devtools = await page.context().newCDPSession(page);
    if (slower > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.addInitScript(installProbe);
    await page.goto(url);
    await page.waitForFunction(() => 'tokenyard' in window);
    await page.evaluate(() => window.tokenyard.ready.then(() => window.tokenyard.idle()));
    return await use(page, devtools);
  } finally {
    await browser.close();
  }
}

/** Medians of five loads: milliseconds to the largest paint, score of shifts, milliseconds that tasks block. */
async function loading(width, height) {
  const loads = [];
  for (let i = 0; i < 5; i++) {
    loads.push(
      await open(
        async (page) => {
          await page.waitForTimeout(1000);
          return page.evaluate(() => window.probe);
        },
        { width, height },
      ),
    );
  }
  const blocked = loads.map(({ long }) => long.reduce((sum, ms) => sum + Math.max(0, ms - 50), 0));
  return {
    window: `${width} × ${height}`,
    lcp_ms: at(
      loads.map(({ lcp }) => lcp),
      0.5,
    ),
    shifts: Number(Math.max(...loads.map(({ shifts }) => shifts)).toFixed(4)),
    blocked_ms: at(blocked, 0.5),
  };
}

function sliders(slower) {
  return open(
    async (page, devtools) => {
      await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
      const rows = [];
      for (const label of SLIDERS) {
        const steps = await page.evaluate(stepSlider, { label, steps: Number(options.steps) });
        const moves = await page.evaluate(moveSlider, { label, steps: Number(options.steps) });
        const before = await scriptMs(devtools);
        const asked = await page.evaluate(() => window.probe.asked);
        const frames = Number(options.frames);
        const drag = await page.evaluate(dragSlider, { label, frames });
        const messages = (await page.evaluate(() => window.probe.asked)) - asked;
        rows.push({
          slider: label,
          slower,
          // Of an event at the start of a frame, as pointers send them; `painted_ms` is of one at any moment.
          moved_ms: { p50: at(moves.times, 0.5), p95: at(moves.times, 0.95) },
          moved_same_frame: moves.sameFrame,
          painted_ms: { p50: at(steps.painted, 0.5), p95: at(steps.painted, 0.95) },
          simulated_ms: { p50: at(steps.simulated, 0.5), p95: at(steps.simulated, 0.95) },
          settled_ms: { p50: at(steps.settled, 0.5), p95: at(steps.settled, 0.95) },
          drag: {
            frames,
            changes: drag.changes,
            new_answers: drag.answers,
            // How many changes the answer on screen is behind: 0 is as soon as can be.
            changes_behind: { p50: at(drag.behind, 0.5), p95: at(drag.behind, 0.95) },
            frame_ms: { p50: at(drag.between, 0.5), p95: at(drag.between, 0.95) },
            settled_after_ms: round(drag.settled),
            // Of the page's own thread, whatever else the machine does.
            cpu_ms_per_frame: round(((await scriptMs(devtools)) - before) / frames),
            messages_per_frame: round(messages / frames),
          },
        });
      }
      return rows;
    },
    { slower },
  );
}

async function scriptMs(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** What stays on the heap while tokens move, frames a second, and what a page that nobody sees does. */
function play(seconds) {
  return open(async (page, devtools) => {
    const heap = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize;
    };
    await page.waitForTimeout(3000);
    const before = await heap();
    const from = await page.evaluate(() => window.probe.frames);
    await page.waitForTimeout(seconds * 1000);
    const frames = (await page.evaluate(() => window.probe.frames)) - from;
    const grown = (await heap()) - before;
    const hidden = await page.evaluate(workWhileHidden, 3);
    return {
      seconds,
      frames_per_s: round(frames / seconds),
      heap_growth_mb: round(grown / 1e6),
      while_hidden_for_3_s: hidden,
    };
  });
}

/** The runs of `npm run bench` in a worker of the page, while the page does nothing else. */
async function engine() {
  const code = readFileSync(await buildForNode('bench/in-worker.ts', 'bench-worker.mjs'), 'utf8');
  return open(async (page) => {
    await page.getByRole('button', { name: 'Pause' }).click();
    return page.evaluate(
      (text) =>
        new Promise((done, fail) => {
          const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
          const worker = new Worker(address, { type: 'module' });
          const rows = [];
          worker.onerror = ({ message }) => fail(new Error(message));
          worker.onmessage = ({ data }) => (data === null ? done(rows) : rows.push(data));
        }),
      code,
    );
  });
}

function at(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : round(sorted[Math.round(share * (sorted.length - 1))]);
}

function round(value) {
  return Number(value.toFixed(2));
}
