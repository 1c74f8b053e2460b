/** 1, 2, 4, … up to `most`. */
export function powersOfTwo(most: number): number[] {
  const list: number[] = [];
  for (let n = 1; n <= most; n *= 2) list.push(n);
  return list;
}
