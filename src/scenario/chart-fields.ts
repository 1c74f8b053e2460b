import { USUAL_CHARTS, type ChartChoices } from './chart-choices';
import { choiceParser, type Field } from './field';

/** A row for one choice of the charts. */
function row<K extends keyof ChartChoices>(
  key: string,
  property: K,
  label: string,
  choices: readonly ChartChoices[K][],
  doc: string,
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
    doc,
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
  chart: row(
    'chart',
    'tab',
    'Chart',
    ['cost', 'frontier', 'waterfall', 'timeline'],
    'Chart that is in front.',
  ),
  over: row('over', 'over', 'Curves over', ['context', 'size', 'ratio', 'load'], 'x axis of the curves.'),
  y: row('y', 'y', 'Latency shown', ['ttft', 'tpot', 'e2e'], 'Latency that the chart shows.'),
  scale: row('scale', 'scale', 'Scale of y', ['log', 'linear'], 'y axis of the curves.'),
  per: row(
    'per',
    'per',
    'Energy and cost per',
    ['output', 'total'],
    'Tokens that joules and dollars are for.',
  ),
  rate: row('rate', 'rate', 'Frontier per', ['chip', 'kilowatt', 'dollar'], 'What the frontier divides by.'),
};
