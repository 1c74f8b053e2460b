// Turns a folder of facts into the data files the program ships:
//
//   node scripts/import-facts.mjs <folder with hardware.json and models.json>
//
// Figures come over with the unit and the source key they were recorded with. Long notes do not: what a reader
// needs to know about a figure is said in our own words in src/data/remarks.ts. A field this script does not know
// stops it, so that a new fact is never lost in silence. Rules: docs/FACTS.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';

const DATA = fileURLToPath(new URL('../src/data/', import.meta.url));
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

// Fact field -> figure key. The last word of a key is the unit its source prints.
const FIGURES = {
  power: {
    tdp_w: 'power.tdp.watts',
    measured_range_w: 'power.measured.watts',
    idle_w: 'power.idle.watts',
    idle_w_alt: 'power.idleOther.watts',
    load_w: 'power.load.watts',
    max_w: 'power.max.watts',
    avg_w: 'power.average.watts',
    system_w: 'power.system.watts',
    rack_kw: 'power.rack.kilowatts',
  },
  scale_up: {
    gbytes_per_s_per_dir: 'scaleUp.oneWay.gbytesPerSecond',
    gbytes_per_s_per_dir_alt: 'scaleUp.oneWayOther.gbytesPerSecond',
    gbytes_per_s_bidir: 'scaleUp.bothWays.gbytesPerSecond',
    gbytes_per_s: 'scaleUp.asStated.gbytesPerSecond',
    gbits_per_s: 'scaleUp.asStated.gbitsPerSecond',
    rack_tbytes_per_s: 'scaleUp.rack.tbytesPerSecond',
    fabric_pbits_per_s: 'scaleUp.fabric.pbitsPerSecond',
    chips: 'scaleUp.chips.count',
    latency_us: 'scaleUp.latency.microseconds',
    packet_bytes: 'scaleUp.packet.bytes',
    pj_per_bit: 'scaleUp.energy.picojoulesPerBit',
  },
  scale_out: {
    gbytes_per_s_per_dir: 'scaleOut.oneWay.gbytesPerSecond',
    gbytes_per_s: 'scaleOut.asStated.gbytesPerSecond',
    gbits_per_s: 'scaleOut.line.gbitsPerSecond',
    latency_us: 'scaleOut.latency.microseconds',
  },
  host: {
    gbytes_per_s_per_dir: 'host.oneWay.gbytesPerSecond',
    gbytes_per_s_bidir: 'host.bothWays.gbytesPerSecond',
    measured_gbytes_per_s: 'host.measured.gbytesPerSecond',
  },
  price: {
    own_hyperscaler_usd_per_gpu_h: 'price.ownHyperscaler.usdPerHour',
    own_neocloud_usd_per_gpu_h: 'price.ownNeocloud.usdPerHour',
    rent_3yr_usd_per_gpu_h: 'price.rent3Years.usdPerHour',
    contract_1yr_usd_per_h: 'price.contract1Year.usdPerHour',
    cloud_usd_per_h: 'price.cloud.usdPerHour',
    cloud_usd_per_h_alt: 'price.cloudOther.usdPerHour',
    cloud_median_usd_per_h: 'price.cloudMedian.usdPerHour',
    gcp_list_usd_per_h: 'price.cloudList.usdPerHour',
    purchase_usd: 'price.purchase.usd',
    gpu_purchase_usd: 'price.purchase.usd',
    rack_purchase_usd: 'price.rackPurchase.usd',
    all_in_kw_per_gpu: 'power.allIn.kilowatts',
  },
};
const LABELS = { 'scale_up.tech': 'scaleUp', 'scale_out.tech': 'scaleOut', 'host.link': 'host' };
const PROSE = ['disputes', 'system', 'status', 'process', 'unit', 'tray', 'claims', 'note', 'class_note'];
const KIND = { derived: 'derived', estimate: 'estimate', 'vendor-claim': 'claim' };

/** Binary noise such as 2039000000000.0002 is not part of the fact. */
const clean = (x) => Number(x.toPrecision(12));
const ends = (list) => [Math.min(...list), Math.max(...list)].map(clean);

function figure(fact) {
  if (Array.isArray(fact)) {
    // Several readings of one quantity become their range, with every source.
    return { v: ends(fact.map((f) => f.v)), s: [...new Set(fact.flatMap((f) => f.src))] };
  }
  const many = fact.range ?? fact.values ?? (Array.isArray(fact.v) ? fact.v : null);
  const out = { v: many ? (many.length > 1 ? ends(many) : clean(many[0])) : fact.v, s: fact.src };
  if (typeof out.v === 'number') out.v = clean(out.v);
  if (fact.kind && fact.kind !== 'measured') out.k = KIND[fact.kind];
  return out;
}

/** "announced 2025-09; dropped 2026-03" -> 2025: the year the device was first shown or sold. */
const launchYear = (fact) => ({ ...fact, v: Number(String(fact.v).match(/\d{4}/)[0]) });

function importChip(device) {
  const figures = { 'launch.year': figure(launchYear(device.year)) };
  const labels = {};
  for (const format of Object.keys(device.dense_tflops))
    figures[`peak.${format}.tflops`] = figure(device.dense_tflops[format]);
  for (const format of Object.keys(device.sparse_headline_tflops ?? {}))
    figures[`sparse.${format}.tflops`] = figure(device.sparse_headline_tflops[format]);
  for (const { tier, type, ...memory } of device.memory) {
    const key = `memory.${tier.replace(/-(.)/g, (_, c) => c.toUpperCase())}`;
    labels[key] = type;
    const suffix = { bytes: '.bytes', bytes_per_s: '.bytesPerSecond' };
    suffix.bytes_reported_by_driver = 'Reported.bytes';
    suffix.bytes_per_s_alt = 'Other.bytesPerSecond';
    for (const field of Object.keys(memory)) figures[key + known(suffix, field)] = figure(memory[field]);
  }
  for (const group of ['power', 'scale_up', 'scale_out', 'host', 'price']) {
    for (const [field, fact] of Object.entries(device[group] ?? {})) {
      if (field === 'note') continue;
      const label = LABELS[`${group}.${field}`];
      if (label) labels[label] = fact;
      else figures[known(FIGURES[group], field)] = figure(fact);
    }
  }
  const { id, name, vendor, class: chipClass } = device;
  const read = ['id', 'name', 'vendor', 'class', 'year', 'dense_tflops', 'sparse_headline_tflops', 'memory'];
  for (const field of Object.keys(device)) {
    if (![...read, ...PROSE, ...Object.keys(FIGURES)].includes(field)) throw new Error(`${id}: ${field}?`);
  }
  return { id, name, vendor, class: chipClass, labels, figures };
}

function known(table, field) {
  if (!table[field]) throw new Error(`the facts have a field that has no place yet: ${field}`);
  return table[field];
}

/** Single letters are right beside a formula; in the program the fields are words (ModelShape). */
function importShape(a) {
  const { mla, moe, window } = a;
  return {
    layers: a.L,
    width: a.d,
    queryHeads: a.nq,
    kvHeads: a.nkv,
    headWidth: a.dh,
    mla: mla && {
      queryRank: mla.rq,
      kvRank: mla.rkv,
      noRopeWidth: mla.dn,
      ropeWidth: mla.dr,
      valueWidth: mla.dv,
      norms: Boolean(a.loraNorms),
    },
    ffnWidth: a.dff,
    gated: a.gated,
    moe: moe && {
      experts: moe.E,
      expertsPerToken: moe.k,
      expertWidth: moe.de,
      sharedExperts: moe.nShared,
      sharedWidth: moe.dShared,
      denseLayers: moe.denseLayers,
      denseWidth: moe.denseDff,
      expertBias: Boolean(moe.expertBias),
      // DeepSeek-style routers carry one correction bias per expert; the facts leave that implicit.
      routerBias: Boolean(moe.routerBias) || (Boolean(mla) && moe.E >= 256),
      router: !moe.noRouter,
    },
    vocabulary: a.V,
    headOwned: a.tied ? 0 : 1,
    window: window && { tokens: window.W, localLayers: window.nLocal, globalLayers: window.nGlobal },
    qkvBias: a.qkvBias,
    outputBias: a.oBias,
    mlpBias: a.mlpBias,
    qkNorm: a.qkNorm,
    attentionSinks: a.sinks,
    normsPerLayer: a.normsPerLayer,
    normBias: a.normBias,
    learnedPositions: a.learnedPos,
    embeddingNorm: a.embNorm,
  };
}

function importModel(model, sources) {
  const { paramsTotal, paramsTotalText, paramsActiveText } = model.published;
  const validation = / \(validation only\)$/;
  return {
    id: model.id,
    name: model.name.replace(validation, ''),
    org: model.org,
    released: model.released,
    type: model.type,
    maxContext: model.maxContext,
    nativeFormat: model.nativeFormat,
    shape: importShape(model.arch),
    parameters: paramsTotal ?? null,
    parametersText: paramsTotalText ?? null,
    activeText: paramsActiveText ?? null,
    sources: model.sources.map((text) => modelSource(text, sources)),
    configRead: model.provenance.shape.startsWith('configuration file read'),
    validationOnly: validation.test(model.name),
  };
}

/** A model's source is free text; its key says what it is, its table entry where it is. */
function modelSource(text, sources) {
  const add = (key, title, url, kind) => ((sources[key] = { title, url, kind, date: null }), key);
  const [, arxiv, where] = text.match(/arxiv\.org\/abs\/(\S+)\s*(.*)/) ?? [];
  if (arxiv) {
    const place = where ? `, ${where}` : '';
    return add(
      `arxiv:${text.slice(22)}`,
      `arXiv ${arxiv}${place}`,
      `https://arxiv.org/abs/${arxiv}`,
      'paper',
    );
  }
  const [, card] = text.match(/huggingface\.co\/(\S+)\/blob\/main\/config\.json/) ?? [];
  if (card) return add(`hf:${card}`, `${card}, config.json`, text, 'model configuration');
  const [, repo, path] = text.match(/^github:(\S+) (\S+)/) ?? [];
  if (repo) {
    const url = `https://github.com/${repo}/blob/HEAD/${path}`;
    return add(`${repo}/${path.split('/').at(-1)}`, `${repo}, ${path}`, url, 'model configuration');
  }
  if (text.startsWith('github search: gemma3_text')) return 'gemma3-text-config';
  throw new Error(`a model source of an unknown form: ${text}`);
}

/** One entry of the source table: the title is ours, the address is the one on record or null. */
function importSource(key, source, titles) {
  if (!titles[key]) throw new Error(`source ${key} has no title in src/data/sources-by-hand.json`);
  const url = source.url.match(/^https?:\/\/[^\s;]+/)?.[0] ?? null;
  const mirror = source.seen_via?.match(/github (\S+\/\S+)/)?.[1];
  return {
    title: titles[key],
    url: url?.endsWith('...') ? null : url,
    kind: source.kind,
    date: source.date ?? null,
    ...(source.citation_quality && { siteOnly: true }),
    ...(mirror && { mirror: `https://github.com/${mirror}` }),
  };
}

export function importFacts(folder) {
  const hardware = readJson(join(folder, 'hardware.json'));
  const models = readJson(join(folder, 'models.json'));
  const byHand = readJson(join(DATA, 'sources-by-hand.json'));
  const chips = hardware.accelerators.map(importChip);
  const used = new Set(chips.flatMap((chip) => Object.values(chip.figures).flatMap((f) => f.s)));
  // Also those that only hand-written data names: the prices' electricity, and the validation-only H800.
  for (const key of ['elec', 'ecologits', 'uptime', 'dsv3_day']) used.add(key);
  const sources = {};
  for (const key of used) sources[key] = importSource(key, hardware.sources[key], byHand.titles);
  Object.assign(sources, byHand.more);
  const modelList = models.models.map((model) => importModel(model, sources));
  return {
    'hardware.json': { asOf: hardware.meta.as_of, chips },
    'models.json': { asOf: models.generated, models: modelList },
    'sources.json': Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  if (!argv[2]) {
    console.error('usage: node scripts/import-facts.mjs <folder with hardware.json and models.json>');
    exit(2);
  }
  for (const [name, content] of Object.entries(importFacts(argv[2]))) {
    const path = join(DATA, name);
    const options = { ...(await resolveConfig(path)), filepath: path };
    writeFileSync(path, await format(JSON.stringify(content), options));
  }
}
