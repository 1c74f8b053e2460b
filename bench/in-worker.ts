import { SCALED, scaled } from './scale';

/** The same runs in a browser's worker: posts a row for each, and then that there are no more. */
const MOST_REQUESTS = 100_000;

for (const row of SCALED)
  for (const requests of [1000, 10_000, 100_000])
    if (requests <= Math.min(row.largest, MOST_REQUESTS)) postMessage(scaled(row, requests));
postMessage(null);
