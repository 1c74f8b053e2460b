// `npm test`: installs what is missing (packages, a browser), then runs every check there is, each of them a
// script of package.json. The last line counts them. It is all that CI runs, too.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowser } from './lib/ensure-browser.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { freePort } from './lib/free-port.mjs';
import { add, describeCounts, runSteps } from './lib/run-step.mjs';
import { playwrightCounts, vitestCounts } from './lib/test-counts.mjs';

const reports = mkdtempSync(path.join(tmpdir(), 'tokenyard-test-'));
const unitReport = path.join(reports, 'unit.json');
const pageReport = path.join(reports, 'page.json');
const started = performance.now();

let total = { passed: 0, failed: 0, skipped: 0 };
try {
  ensurePackages();
  const browser = await ensureBrowser();

  // The static checks keep one core busy each, so two run at once, the longest from the start; the unit tests keep two
  // busy, and take what the last check leaves.
  const checks = ['lint', 'types', 'types:pure', 'format:check', 'imports', 'unused'];
  const unit = {
    script: 'unit',
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    counts: () => vitestCounts(unitReport),
  };
  total = await runSteps([...checks.map((script) => ({ script })), unit], 2);
  total = add(
    total,
    await runSteps([
      { script: 'build' },
      { script: 'size' },
      {
        script: 'e2e',
        args: ['--reporter=list,json'],
        env: {
          CHROMIUM_PATH: browser,
          TOKENYARD_PORT: String(await freePort(4319)),
          PLAYWRIGHT_JSON_OUTPUT_NAME: pageReport,
        },
        counts: () => playwrightCounts(pageReport),
      },
    ]),
  );
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  total.failed++;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`took ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(describeCounts(total));
process.exitCode = total.failed > 0 ? 1 : 0;
