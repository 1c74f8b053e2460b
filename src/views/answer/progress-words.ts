import { count, percent } from '../../units/format';

export function progressWords(requests: number, done: number, withB: boolean): string {
  return `Simulating ${count(requests)} requests${withB ? ' a side' : ''}, ${percent(Math.floor(done * 100) / 100)}`;
}
