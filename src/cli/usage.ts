/** Something the user must change: the message says what. The program then ends with code 2. */
export class UsageError extends Error {}

export const USAGE = `usage: npm run -s cli -- <verb> <scenario> [options]

  evaluate <scenario>     the closed form of both sides, at once
  simulate <scenario>     every request through both clusters: percentiles and a result hash
      --requests n        how many requests to draw, or how many of the trace to take
      --trace file        requests from a file: Azure 2023 CSV, Mooncake JSON lines, or any CSV
                          whose header names a time, a prompt and an output column (t,in,out)
      --ledger out.csv    where every token ran: a row for each run of a request's tokens in one place
      --perfetto out.json the run as a Chrome trace, which ui.perfetto.dev opens
      --until seconds     what has happened by then
      --fork seconds --route rr   the run, and the run that has another routing policy from then on
  sweep <scenario> --x key=from..to:count     CSV, a row per point and side, closed form
      --x a.tp=1,2,4      or values one by one; parted by ; where they hold commas
      --y key=…           a second axis
      --shard i/n         only the i-th of n parts; parts merge by sorting on the first column
      --simulate          every request at every point instead of the closed form
  plan <scenario> --slo ttft=0.5,tpot=0.03    the cheapest clusters that keep a promise to the users, seconds
      --budget usd_per_hour=500   what may be spent on accelerators
      --chip h100-sxm     clusters of this chip alone
      --percentile 90     of requests for whom it holds: 50, 90 (usual) or 99
  validate <measured.csv> predictions against measurements: errors by group, what is not supported and why
      --catalog file      chips and models beside the catalogue's, or the config.json of one model
      --rows file         every row with its prediction, as CSV

evaluate, simulate, sweep and plan take
      --model-config file     the config.json of a checkpoint as the model: grouped-query or latent attention,
                          mixtures, sliding windows

A scenario is a link, its fragment ('v=1&ctx=32k&b=sram'), the id of a preset, or a JSON file;
'v=1' is the default scenario.

--help prints this, --version the version.
JSON (sweep: CSV) on standard output, everything else on standard error.
Exit code: 0 answered (a cluster that does not fit is an answer), 1 failed, 2 bad usage or bad input.`;
