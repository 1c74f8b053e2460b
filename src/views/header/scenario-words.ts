import { modelById } from '../../data/catalog';
import { poolsInForce } from '../../scenario/defaults';
import type { Scenario, SideScenario } from '../../scenario/scenario';
import { count, parameters, ratio, requestsPerSecond, tokens } from '../../units/format';
import { ARCHITECTURE_TEXT } from '../architectures';
import { chipName } from '../chip-choice';

/** A scenario in one line, for people who see a picture of it and not the page. */
export function scenarioWords(scenario: Scenario): string {
  const { model, size, ctx, io, rps, a, b } = scenario;
  const name = model === null ? `${parameters(size ?? 0)} model` : (modelById(model)?.name ?? model);
  const asked = [
    name,
    `${tokens(ctx)} tokens a request`,
    `input:output ${ratio(io)}`,
    requestsPerSecond(rps),
  ];
  const sides = b === null ? [sideWords('A', a)] : [sideWords('A', a), sideWords('B', b)];
  return [asked.join(', '), ...sides].join('. ');
}

function sideWords(letter: string, side: SideScenario): string {
  const { prefill, decode } = poolsInForce(side);
  const pools = [prefill, decode]
    .filter((pool) => pool !== null)
    .map((pool) => `${count(pool.count)} × ${chipName(pool.chip)}`);
  return `${letter}: ${ARCHITECTURE_TEXT[side.architecture].short}, ${pools.join(' → ')}`;
}
