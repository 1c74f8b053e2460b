import type { BytesPerSecond } from '../units/units';
import { type ChipFacts, oneNumber } from './chip-facts';
import { assumed, type Known, type Sourced, sourced } from './sourced';

/** What a chip can send to its neighbours and to the rest of the cluster, one direction, whatever was recorded. */

const known = (facts: ChipFacts, key: string): Known<number> | null => {
  const read: Sourced<number> | null = oneNumber(facts, key, 'low');
  return read && read.value !== null ? read : null;
};

const DATA_CENTRE_NETWORK = assumed(50e9, 'No network is recorded; one 400 Gb/s card per chip.');
const EDGE_NETWORK = assumed(1.25e9, 'No network is recorded; 10 Gb/s Ethernet.');

export function networkRate(facts: ChipFacts): Known<BytesPerSecond> {
  return (
    known(facts, 'scaleOut.line.gbitsPerSecond') ??
    known(facts, 'scaleOut.oneWay.gbytesPerSecond') ??
    known(facts, 'scaleOut.asStated.gbytesPerSecond') ??
    (facts.class === 'edge' ? EDGE_NETWORK : DATA_CENTRE_NETWORK)
  );
}

/** Chips that tensor parallelism may span: those on one scale-up fabric. */
export function scaleUpChips(facts: ChipFacts): Known<number> {
  const none = assumed(1, 'No scale-up link is recorded: every chip works alone.');
  return known(facts, 'scaleUp.chips.count') ?? none;
}

export function scaleUpRate(facts: ChipFacts): Known<BytesPerSecond> {
  const oneWay = known(facts, 'scaleUp.oneWay.gbytesPerSecond');
  if (oneWay) return oneWay;
  const both =
    known(facts, 'scaleUp.bothWays.gbytesPerSecond') ??
    known(facts, 'scaleUp.asStated.gbytesPerSecond') ??
    known(facts, 'scaleUp.asStated.gbitsPerSecond');
  if (both) return assumed(both.value / 2, 'The stated rate is taken to count both directions.', both.source);
  const host = known(facts, 'host.oneWay.gbytesPerSecond');
  if (host && scaleUpChips(facts).value === 1) return sourced(host.value, host.source, 'Over the host link.');
  const network = networkRate(facts);
  return assumed(network.value, 'No scale-up rate is published; the network’s is used.', network.source);
}
