import { counted, percent } from '../../units/format';

export function progressWords(requests: number, done: number, withB: boolean): string {
  return `Simulating ${counted(requests, 'request')}${withB ? ' a side' : ''}, ${percent(Math.floor(done * 100) / 100)}`;
}
