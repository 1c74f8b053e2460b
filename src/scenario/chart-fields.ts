import { USUAL_CHARTS, type ChartChoices } from './chart-choices';
import { choiceParser, type Field } from './field';

/** A row for one choice of the charts. */
function row<K extends keyof ChartChoices>(
  key: string,
  property: K,
  label: string,
  choices: readonly ChartChoices[K][],
): Field<ChartChoices[K]> {
  return {
    key,
    label,
    unit: '',
    group: 'page',
    json: 'string',
    range: null,
    slider: null,
    choices,
    parse: choiceParser(choices, 'a choice of the charts'),
    print: (id) => id,
    get: ({ charts }) => charts[property],
    default: () => USUAL_CHARTS[property],
    write({ scenario }, value, base) {
      scenario.charts = { ...(scenario.charts ?? base.charts), [property]: value ?? USUAL_CHARTS[property] };
    },
  };
}

/** Keys of links that say how the charts are looked at. */
export const CHART_FIELDS = {
  chart: row('chart', 'tab', 'Chart', ['cost', 'frontier', 'waterfall', 'timeline']),
  over: row('over', 'over', 'Curves over', ['context', 'size', 'ratio', 'load']),
  y: row('y', 'y', 'Latency shown', ['ttft', 'tpot', 'e2e']),
  scale: row('scale', 'scale', 'Scale of y', ['log', 'linear']),
  others: row('others', 'others', 'Other architectures', ['off', 'on']),
  per: row('per', 'per', 'Energy and cost per', ['output', 'total']),
  rate: row('rate', 'rate', 'Frontier per', ['chip', 'kilowatt', 'dollar']),
};
