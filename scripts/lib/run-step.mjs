import { spawn } from 'node:child_process';
import { npm } from './npm.mjs';
import { root } from './root.mjs';

/** What a check came to. One without tests of its own counts as one. */
const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };
const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };

/**
 * Runs checks in order, at most `atOnce` at a time, and adds up what they came to. A check is
 * `{ script, args?, env?, counts? }`: a script of package.json, and where its test counts are read afterwards.
 */
export async function runSteps(steps, atOnce = 1) {
  const queue = [...steps];
  let total = { passed: 0, failed: 0, skipped: 0 };
  const lane = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const counts = await runStep(step);
      total = add(total, counts);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return total;
}

/** Output is kept and shown only when something failed, so that a green run reads as a list. */
async function runStep(step) {
  const started = performance.now();
  const { status, output } = await execute(step);
  const counts = countStep(step, status);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const tests = step.counts ? `${testsOf(counts)}, ` : '';
  console.log(`${counts.failed > 0 ? 'FAILED' : 'ok    '} ${step.script} (${tests}${seconds} s)`);
  if (counts.failed > 0) console.log(output.trimEnd().replace(/^/gm, '    '));
  return counts;
}

/**
 * A tool that fails without a failed test (it died, or a test file could not be loaded) is itself a failure, and
 * so is one whose counts cannot be read.
 */
export function countStep(step, status) {
  if (!step.counts) return status === 0 ? ONE_PASSED : ONE_FAILED;
  try {
    const counts = step.counts();
    return status !== 0 && counts.failed === 0 ? add(counts, ONE_FAILED) : counts;
  } catch {
    return ONE_FAILED;
  }
}

export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Worded unlike the last line of a run, which programs look for. */
function testsOf({ passed, failed, skipped }) {
  const all = `${passed + failed} tests`;
  const left = skipped > 0 ? ` and ${skipped} left out` : '';
  return failed > 0 ? `${failed} of ${all}${left}` : `${all}${left}`;
}

function execute({ script, args = [], env }) {
  const [command, npmArgs, shell] = npm(['run', '--silent', script, '--', ...args]);
  return new Promise((resolve) => {
    const child = spawn(command, npmArgs, {
      cwd: root,
      shell,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output += text));
    }
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}
