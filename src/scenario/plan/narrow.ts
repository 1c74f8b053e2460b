import { keysOf, SERVER, smaller } from './family';
import { ofSizes, type Candidate, type Search, type Tried } from './search';

/**
 * The cluster without the servers that it can do without: pool by pool the smallest number of servers with which a run
 * still keeps the promise, by halving between the rungs of the ladder. Means were enough to find the rung; a percentile
 * may be content with fewer. `run` gives null when no more may be spent.
 */
export async function narrowed(
  search: Search,
  kept: Tried,
  run: (candidate: Candidate) => Promise<Tried> | null,
): Promise<Tried> {
  let best = kept;
  for (const key of keysOf(kept.candidate.family)) {
    const meeting = async (chips: number): Promise<boolean> => {
      const sizes = { ...best.candidate.sizes, [key]: chips };
      for (const candidate of await ofSizes(search, best.candidate, sizes)) {
        const there = await run(candidate);
        if (there?.meets !== true) continue;
        best = there;
        return true;
      }
      return false;
    };
    let low = smaller(best.candidate.sizes[key]);
    while (low !== null && (await meeting(low))) low = smaller(low);
    for (let high = best.candidate.sizes[key]; low !== null && low >= SERVER && high - low > SERVER;) {
      const middle = low + SERVER * Math.floor((high - low) / (2 * SERVER));
      if (await meeting(middle)) high = middle;
      else low = middle;
    }
  }
  return best;
}
