import { count } from '../../units/format';

/** Requests count from 1 on the page, as in the flow. */
export function requestName(request: number): string {
  return `#${count(request + 1)}`;
}
