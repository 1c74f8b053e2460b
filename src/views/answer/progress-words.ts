import { count, percent } from '../../units/format';
import type { Progress } from '../../worker/api';

/** A runs before B; each is half of the way when there are two. */
export function progressOf({ side, done }: Progress, withB: boolean): number {
  return withB ? (side === 'b' ? 0.5 : 0) + done / 2 : done;
}

export function progressWords(requests: number, done: number, withB: boolean): string {
  return `Simulating ${count(requests)} requests${withB ? ' a side' : ''}, ${percent(Math.floor(done * 100) / 100)}`;
}
