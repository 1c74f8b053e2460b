import { modelById } from '../../data/catalog';
import { ownModelOf, type Custom } from '../../scenario/custom';
import { poolsBeside, poolsInForce } from '../../scenario/defaults';
import type { PoolChoice, Scenario, SideScenario } from '../../scenario/scenario';
import { count, counted, parameters, ratio, tokens } from '../../units/format';
import { chipName } from '../chip-name';
import { loadWords } from '../load-words';
import { sideNames, type SideName } from '../side-names';

/** A scenario in one line, for people who see a picture of it and not the page. */
export function scenarioWords(
  scenario: Scenario,
  trace: { name: string; requests: number } | null = null,
): string {
  const { a, b, custom } = scenario;
  const names = sideNames(scenario);
  const sides = [
    sideWords('A', a, names.a, custom),
    ...(b && names.b ? [sideWords('B', b, names.b, custom)] : []),
  ];
  return [questionWords(scenario, trace), ...sides].join('. ');
}

/** What both sides are asked. */
export function questionWords(scenario: Scenario, trace: { name: string; requests: number } | null): string {
  const { model, size, ctx, io, custom } = scenario;
  const record = ownModelOf(model, custom) ?? (model === null ? null : modelById(model));
  const name = model === null ? `${parameters(size ?? 0)} model` : (record?.name ?? model);
  const drawn = [`${tokens(ctx)} tokens a request`, `input:output ${ratio(io)}`, loadWords(scenario)];
  const asked = [
    name,
    ...(trace === null ? drawn : [`${counted(trace.requests, 'request')} of ${trace.name}`]),
  ];
  return asked.join(', ');
}

function sideWords(letter: string, side: SideScenario, { kind }: SideName, own: Custom): string {
  const { prefill, decode } = poolsInForce(side);
  const words = (pool: PoolChoice) => `${count(pool.count)} × ${chipName(pool.chip, own)}`;
  const way = [prefill, decode].filter((pool) => pool !== null).map(words);
  return `${letter}: ${kind}, ${[way.join(' → '), ...poolsBeside(side).map(words)].join(' + ')}`;
}
