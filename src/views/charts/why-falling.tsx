import { useRun, useScenario } from '../use-stores';

/** Why joules and dollars of a token fall along context where the load is a rate: a class would read it as a virtue of length. */
export function WhyFalling() {
  const told = useScenario(({ scenario }) => scenario.charts.over === 'context' && scenario.conc === null);
  const trace = useRun((state) => state.trace);
  if (!told || trace !== null) return null;
  return (
    <>
      {' '}
      Along context as many requests come a second, so longer ones write more tokens, which share what chips
      take while they wait.
    </>
  );
}
