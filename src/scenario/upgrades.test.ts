import { expect, test } from 'vitest';
import { checkUpgrades, upgrade } from './upgrades';

const same = (entries: ReadonlyMap<string, string>) => entries;

test('a missing or superfluous upgrader stops the program', () => {
  expect(() => checkUpgrades({}, 1)).not.toThrow();
  expect(() => checkUpgrades({ 2: same }, 2)).not.toThrow();
  expect(() => checkUpgrades({ 2: same }, 3)).toThrow('No upgrader to scenario format version 3.');
  expect(() => checkUpgrades({ 2: same }, 1)).toThrow('the current version is 1');
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
