import type { Plan } from './layout/pool-plan';

/** What a reader must know about a side's figures because nobody has published better: one sentence each. */
export function assumptionsOf({ pools }: Plan): string[] {
  const notes = new Set<string>();
  for (const { input } of pools) {
    const { chip, split, speculation } = input;
    if (chip.caution !== undefined) notes.add(`${chip.name}: ${chip.caution}`);
    if (split !== undefined) {
      const micros = String(split.latencySeconds * 1e6);
      const rate = String(split.bytesPerSecond / 1e9);
      notes.add(
        `The link of attention and FFN machines is assumed, none is published: ${micros} µs one way, ${rate} GB/s a chip.`,
      );
    }
    if (speculation !== undefined) {
      const share = Number((speculation.acceptance * 100).toPrecision(3));
      notes.add(
        `How many drafted tokens are accepted is assumed: ${String(share)} % each, independently.` +
          (speculation.sampled ? '' : ' Every round yields their mean.'),
      );
    }
  }
  return [...notes];
}
