import { parseBytes } from '../../scenario/quantity';

/** The text of the KV memory field taken apart for its control: `device,dram:2t,net`. Whether it is sound, its parser says. */

/** Tiers behind the device, fastest first; what they are and how much one store holds unless said otherwise. */
export const TIER_ROWS = [
  { id: 'dram', label: 'Host DRAM', usual: '1t' },
  { id: 'cxl', label: 'CXL memory', usual: '4t' },
  { id: 'flash', label: 'Flash', usual: '30.72t' },
  { id: 'podflash', label: 'Pod flash', usual: '1000t' },
  { id: 'net', label: 'Network store', usual: '1000t' },
] as const;

export interface TierState {
  /** KV outlives its request at all: it is kept on the device. */
  device: boolean;
  /** Size as written, and the rate behind it where there is one; '' for the usual ones; absent: no such tier. */
  sizes: ReadonlyMap<string, string>;
}

export function readTierText(text: string): TierState {
  const parts = text === '' ? [] : text.split(',');
  const behind = parts.filter((part) => part !== 'device').map((part) => part.split(':'));
  return {
    device: parts.length > 0,
    sizes: new Map(behind.map(([id = '', ...size]) => [id, size.join(':')])),
  };
}

/** The text in words: `device, host DRAM 2 TB`. */
export function tierWords(text: string): string {
  const { device, sizes } = readTierText(text);
  const behind = [...sizes].map(([id, written]) => {
    const name = (TIER_ROWS.find((row) => row.id === id)?.label ?? id).replace(/^[HNFP](?=[a-z])/, (letter) =>
      letter.toLowerCase(),
    );
    return written === '' ? name : `${name} ${sizeWords(written.split(':')[0] ?? '')}`;
  });
  return [...(device ? ['device'] : []), ...behind].join(', ');
}

/** A size as people write it: `2t` is 2 TB, `500b` 500 GB. */
export function sizeWords(written: string): string {
  const bytes = parseBytes(written);
  return bytes < 1e12 ? `${String(bytes / 1e9)} GB` : `${String(bytes / 1e12)} TB`;
}
