import { formatOfConfig, shapeOfConfig } from './hf-config';
import { isObject } from './json-object';
import { readOwnModel, type OwnModel } from './own-model';

type Read = { ok: true; model: OwnModel } | { ok: false; why: string };

/**
 * A model as files may state it: in our own form, or with `config`, the published configuration of a checkpoint, in
 * place of shape, context and format. Links hold shapes only, so the page does without this until a file comes.
 */
export function readModelFile(json: unknown): Read {
  const stated = statedModel(json);
  return typeof stated === 'string' ? { ok: false, why: stated } : readOwnModel(stated.json);
}

/** The same model without a configuration, or what is wrong with it. */
export function statedModel(json: unknown): { json: unknown } | string {
  if (!isObject(json) || !('config' in json)) return { json };
  const { config, ...stated } = json;
  if (!isObject(config)) return 'config is not an object';
  if (stated['shape'] !== undefined) return 'it has both a shape and a config';
  const read = shapeOfConfig(config);
  if (!read.ok) return `config: ${read.why}`;
  const { shape, maxContext } = read;
  return { json: { maxContext, nativeFormat: formatOfConfig(config), ...stated, shape } };
}
