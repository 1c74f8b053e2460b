import { expect, test } from 'vitest';
import { parseTiers } from '../../scenario/tiers';
import { readTierText, sizeWords, tierWords, TIER_ROWS } from './tiers-text';
import { writeTierText } from './write-tier-text';

test('a text comes back as it was', () => {
  for (const text of ['', 'device', 'device,dram', 'device,dram:2t,flash:30t:7b,podflash,net']) {
    expect(writeTierText(readTierText(text))).toBe(text);
  }
});

test('every tier of the control is one of the field, in its order, with its usual size', () => {
  const all = writeTierText({
    device: true,
    sizes: new Map([...TIER_ROWS].reverse().map(({ id }) => [id, ''])),
  });
  expect(parseTiers(all)).toEqual({ ok: true, value: 'device,dram,cxl,flash,podflash,net' });
  for (const { id, usual } of TIER_ROWS) expect(parseTiers(`device,${id}:${usual}`).ok).toBe(true);
});

test('a tier behind the device brings the device', () => {
  expect(writeTierText({ device: false, sizes: new Map([['flash', '8t']]) })).toBe('device,flash:8t');
});

test('a size in words is read as the size that it was', () => {
  for (const { id, usual } of TIER_ROWS)
    expect(parseTiers(`device,${id}:${sizeWords(usual)}`)).toEqual(parseTiers(`device,${id}:${usual}`));
});

test('tiers in words', () => {
  expect(tierWords('device,dram:2t,flash:30.72t:7b,net')).toBe(
    'device, host DRAM 2 TB, flash 30.72 TB, network store',
  );
  expect(tierWords('device,dram:500b,cxl:1.5e12')).toBe('device, host DRAM 500 GB, CXL memory 1.5 TB');
});
