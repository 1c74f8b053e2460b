import { measure, type Measured } from './measure';
import { phases } from './phases';

/** All phases at the size a page runs them: 1,000 requests, about a second each. */
export function bench(log: (line: string) => void): Measured[] {
  return phases(1000).map((phase) => {
    const measured = measure(phase, 1000);
    log(`${measured.phase}: ${measured.p50_ms} ms`);
    return measured;
  });
}
