import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { embedScript } from './scripts/lib/embed-script.mjs';
import { firstLoad } from './scripts/lib/first-load.mjs';
import { prerendered } from './scripts/lib/prerendered.mjs';
import { serviceWorker } from './scripts/lib/service-worker.mjs';
import { siteFiles } from './scripts/lib/site-files.mjs';

const page = firstLoad('/src/main.tsx');

/** The engine without its simulator and without what is asked for later. */
const CLOSED_FORM =
  /src\/(units\/|engine\/(?!(sim|memory|derive|routing|workload)\/|number\/(log-sketch|quantile|random|select)|(asked-pools|fast-path|frontier|routing-cost|session-capacity|tiering)\.ts))/;

// Relative base: the build can be served from any folder, or from a version path that never changes.
export default defineConfig({
  base: './',
  plugins: [react(), page.plugin, embedScript(), prerendered(), siteFiles(), serviceWorker()],
  worker: {
    format: 'es',
    // What every answer takes is one file: it packs better than two.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'engine', test: CLOSED_FORM }] } },
    },
  },
  build: {
    target: 'es2022',
    // Browsers without it load the page's parts when they are asked for, which is soon.
    modulePreload: { polyfill: false },
    // The engine is started by a file of its own, ahead of the page. Facts, fits and presets are one file of their own: they change with what is known, not with the code.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'facts',
              priority: 2,
              test: /(src\/data\/(hardware|models)|public\/scenarios\/[^/]+)\.json$|src\/data\/(additions|calibration-[a-z-]+|cautions|inferred-peaks|software-profiles|sourced|sram-generation)\.ts$/,
            },
            { name: 'start', priority: 2, test: /src\/worker\/start\.ts$/ },
            // What several later parts have in common, and is next to nothing each: the page need not know a file for every one.
            {
              name: 'bits',
              priority: 2,
              test: /src\/(engine\/(layout\/powers-of-two|pool-names)|scenario\/tensor-degrees|share\/export\/(redraw|wrap)|views\/(tpot-share|text-scale|answer\/(part-names|read-on)|charts\/waterfall-rows|flow\/(pool-blocks|texture)))\.ts$/,
            },
            page.group,
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.mjs'],
    environment: 'node',
    maxWorkers: 2,
    // A worker reads every module once for all its files, which saves a third of the time or more. What modules keep (curves,
    // parsed tables) is the same whoever asks; files pass in any order.
    isolate: false,
    // A busy machine is no failure: nothing here is a timed test.
    testTimeout: 120_000,
  },
});
