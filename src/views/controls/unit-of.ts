/** One is "1 turn" and "1 request/s"; short units are the same of one and of many. */
export function unitOf(value: string, unit: string): string {
  return value === '1' ? unit.replace(/^([a-z]{3,})s(?=\/|$)/, '$1') : unit;
}
