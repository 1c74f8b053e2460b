import { CLASS_PRESETS } from './class-presets';
import { closestText } from './closest';
import { modelIds, type Custom } from './custom';
import { bad, good, type Field, type Parsed } from './field';
import { printClasses } from './print-classes';
import { parseDecimal } from './quantity';
import type { ClassShare } from './scenario';

/** Requests of several classes: `interactive:60,batch:25,small:5/qwen3-8b`. */

const PART = /^([\w-]+):([^@/]+)(?:[@/](.+))?$/;
const MOST_SHARE = 1e6;

function parseClasses(text: string, own?: Custom): Parsed<readonly ClassShare[]> {
  const ids = CLASS_PRESETS.map(({ id }) => id);
  const models = modelIds(own);
  const classes: ClassShare[] = [];
  for (const part of text.split(',')) {
    const [, id, digits, model = null] = PART.exec(part.trim()) ?? [];
    if (id === undefined) return bad('is not a list of <class>:<share>, e.g. interactive:60,batch:40');
    if (!ids.includes(id)) return bad(`names no known class in "${id}"; it is one of ${ids.join(', ')}`);
    if (classes.some((other) => other.id === id)) return bad(`names the class ${id} twice`);
    const share = parseDecimal(digits!);
    if (!(share > 0 && share <= MOST_SHARE))
      return bad(`gives ${id} a share that is not above 0 and at most 1,000,000`);
    if (model !== null && !models.includes(model))
      return bad(`has ${id} answered by an unknown model "${model}"${closestText(model, models)}`);
    classes.push({ id, share, model });
  }
  return good(classes);
}

export const classesField: Field<readonly ClassShare[]> = {
  key: 'classes',
  group: 'workload',
  label: 'Classes of requests',
  unit: '',
  json: 'string',
  range: null,
  slider: null,
  parse: parseClasses,
  print: printClasses,
  get: (scenario) => scenario.classes,
  default: () => null,
  write(draft, value) {
    draft.scenario.classes = value;
  },
};
