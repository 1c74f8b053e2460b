import { expect, test } from 'vitest';
import { CURRENT_VERSION, upgrade, UPGRADES } from './upgrades';

test('every version after the first has its upgrader, and no other is there', () => {
  const versions = Array.from({ length: CURRENT_VERSION - 1 }, (_, i) => String(i + 2));
  expect(Object.keys(UPGRADES)).toEqual(versions);
});

test('v is used up; the rest passes through', () => {
  const { entries, problems } = upgrade(
    new Map([
      ['v', '1'],
      ['ctx', '9000'],
    ]),
  );
  expect([...entries]).toEqual([['ctx', '9000']]);
  expect(problems).toEqual([]);
});

test.each(['0', '-1', '1.5', 'x', '', '99999999999'])('"%s" is not a version', (text) => {
  expect(upgrade(new Map([['v', text]])).problems).toHaveLength(1);
});
