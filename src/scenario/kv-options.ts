import { USUAL_KV_OPTIONS } from './defaults';
import { choiceParser, numberParser, type Field, type Range } from './field';
import { parseDecimal } from './quantity';
import type { KvOptions } from './scenario';

/** How KV memory is run, beside what it is made of: `a.tiers` says which tiers there are. */

const EVICTIONS = ['lineage', 'lru', 'lfu', 'cost'] as const;
const WRITES = ['through', 'back'] as const;
const FETCHES = ['split', 'auto', 'fetch', 'recompute'] as const;
const PREFETCHES = ['off', 'on'] as const;

/** What `a.tiers` makes of each option: a device alone evicts, and has nothing to write to or to fetch from. */
function applies(key: keyof KvOptions, tiers: string | null): boolean {
  return tiers !== null && (key === 'evict' || tiers.includes(','));
}

/** What has no effect goes back to what is usual. */
export function withoutIdleOptions(options: KvOptions, tiers: string | null): KvOptions {
  const kept = Object.entries(options).filter(([key]) => applies(key as keyof KvOptions, tiers));
  return { ...USUAL_KV_OPTIONS, ...Object.fromEntries(kept) };
}

/** Why a key of a link changes nothing, or null when it does. */
export function idleOption(key: keyof KvOptions, tiers: string | null): string | null {
  if (applies(key, tiers)) return null;
  return key === 'evict' ? 'it needs tiers, the KV memory' : 'it needs tiers behind the device';
}

type SideId = 'a' | 'b';

function row<K extends keyof KvOptions>(
  side: SideId,
  key: K,
  rest: Pick<Field<NonNullable<KvOptions[K]>>, 'label' | 'parse' | 'print'> &
    Partial<Field<NonNullable<KvOptions[K]>>>,
): Field<NonNullable<KvOptions[K]>> {
  return {
    key: `${side}.${key}`,
    group: 'memory',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    get(scenario) {
      const at = scenario[side];
      if (at === null || !applies(key, at.tiers)) return undefined;
      return at.kvOptions[key] as NonNullable<KvOptions[K]> | null;
    },
    default: () => USUAL_KV_OPTIONS[key] as NonNullable<KvOptions[K]> | null,
    write(draft, value, base) {
      const before = draft[side].kvOptions ?? base[side]?.kvOptions ?? USUAL_KV_OPTIONS;
      draft[side].kvOptions = { ...before, [key]: value ?? USUAL_KV_OPTIONS[key] };
    },
    ...rest,
  };
}

function choice<K extends 'evict' | 'write' | 'fetch' | 'prefetch'>(
  side: SideId,
  key: K,
  label: string,
  choices: readonly KvOptions[K][],
  what: string,
): Field<KvOptions[K]> {
  const parse = choiceParser(choices, what);
  return row(side, key, { label, choices, parse, print: (id) => id });
}

const ADMIT: Range = { min: 1, max: 100, whole: true, log: false };

export function kvOptionFields(side: SideId) {
  return {
    evict: choice(side, 'evict', 'Eviction', EVICTIONS, 'an eviction policy'),
    write: choice(side, 'write', 'Writing to tiers', WRITES, 'a way of writing'),
    admit: row(side, 'admit', {
      label: 'Uses before a write',
      json: 'number',
      range: ADMIT,
      parse: numberParser(ADMIT, 'uses', parseDecimal),
      print: String,
    }),
    fetch: choice(side, 'fetch', 'Fetch or recompute', FETCHES, 'a way of fetching'),
    prefetch: choice(side, 'prefetch', 'Prefetch', PREFETCHES, 'on or off'),
  };
}
