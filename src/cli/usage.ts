/** Something the user must change: the message says what. The program then ends with code 2. */
export class UsageError extends Error {}

export const USAGE = `usage: npm run -s cli -- <verb> <scenario> [options]

  evaluate <scenario>     the closed form of both sides, at once
  simulate <scenario>     every request through both clusters: percentiles and a result hash
      --requests n        how many requests to draw, or how many of the trace to take
      --trace file        requests from a file: Azure 2023 CSV, Mooncake JSON lines, or any CSV
                          whose header names a time, a prompt and an output column

A scenario is a link, its fragment ('v=1&ctx=32k&b=sram'), the id of a preset, or a JSON file;
'v=1' is the default scenario.

JSON on standard output, everything else on standard error.
Exit code: 0 answered (a cluster that does not fit is an answer), 1 failed, 2 bad usage or bad input.`;
