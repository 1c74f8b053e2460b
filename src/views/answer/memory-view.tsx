import type { PrefixReport, SideReport } from '../../engine/result';
import { bytes, count, seconds, significant, UNKNOWN } from '../../units/format';
import { takesPrompts } from '../flow/pool-blocks';
import { useScenario, useStores } from '../use-stores';
import { ShareBar } from './share-bar';
import type { ShownReports } from './shown-reports';

/** What of the prompts was remembered, by whom, and for how long. */
export function MemoryView({ reports: { a, b } }: { reports: ShownReports }) {
  return (
    <div className="answer-part">
      {a && <Remembered side="A" report={a} />}
      {b && <Remembered side="B" report={b} />}
      {[a, b].some((report) => report?.prefix?.tiers.length) && (
        <p className="hint">Memory behind the chips is not priced: cost and dollars an hour leave it out.</p>
      )}
    </div>
  );
}

/** The shortest of it, for a page with no room to open anything: how far back each memory reaches. */
export function RemembersView({ reports: { a, b } }: { reports: ShownReports }) {
  const sides = [
    { side: 'A', prefix: a?.prefix },
    { side: 'B', prefix: b?.prefix },
  ];
  return (
    <div className="answer-part remembers">
      {sides.map(
        ({ side, prefix }) =>
          prefix && (
            <p key={side}>
              <b>{side} remembers:</b> {reaches(prefix)}.
            </p>
          ),
      )}
    </div>
  );
}

function reaches({ device_remembers_s: device, tiers }: PrefixReport): string {
  const all = [
    { name: 'device', back: device },
    ...tiers.map(({ name, remembers_s: back }) => ({ name: name === 'dram' ? 'DRAM' : name, back })),
  ];
  const known = all.flatMap(({ name, back }) => (back === null ? [] : [`${name} ${seconds(back)}`]));
  const whole = all.flatMap(({ name, back }) => (back === null ? [name] : []));
  if (whole.length > 0) known.push(`the whole run in ${whole.join(' and ')}`);
  return known.join(', ');
}

function Remembered({ side, report }: { side: 'A' | 'B'; report: SideReport }) {
  const { prefix } = report;
  if (!report.feasible) return <p className="hint">{side} does not run.</p>;
  if (prefix === null) return <p className="hint">{side} keeps no KV between requests.</p>;
  return (
    <div>
      <p className="answer-title">
        {side}: prompt tokens <small>{count(prefix.prompt_tokens)} over all requests</small>
      </p>
      <ShareBar label={`Prompt tokens of ${side}`} parts={sharesOf(prefix)} />
      <p>{deviceMemory(prefix)}</p>
      <Scattered id={side === 'A' ? 'a' : 'b'} report={report} />
      {prefix.tiers.length > 0 && <Tiers side={side} tiers={prefix.tiers} />}
    </div>
  );
}

/** Rules that send a request to where its KV is. */
const KV_AWARE: readonly (string | null)[] = ['kv', 'kvtime'];

/** What is remembered is of no use to who comes elsewhere. */
function Scattered({ id, report }: { id: 'a' | 'b'; report: SideReport }) {
  const { scenario: store } = useStores();
  const route = useScenario(({ scenario }) => scenario[id]?.route ?? null);
  const locked = useScenario((state) => state.locked[id]);
  const places = report.pools.filter(takesPrompts).reduce((sum, { instances }) => sum + instances, 0);
  if (places < 2 || KV_AWARE.includes(route)) return null;
  return (
    <p className="hint">
      {`Requests go to any of ${count(places)} instances, and one finds what the device it comes to has kept, not what the others have. `}
      <button
        type="button"
        className="button-small"
        disabled={locked}
        onClick={() => store.getState().setSide(id, { route: 'kv' })}
      >
        Send them to their KV
      </button>
    </p>
  );
}

/** Shares of the prompt tokens; they sum to 1. */
export function sharesOf({
  prompt_tokens: all,
  reused_tokens: reused,
  fetched_tokens: fetched,
}: PrefixReport) {
  const share = (tokens: number) => (all > 0 ? tokens / all : 0);
  return [
    { label: 'Computed', share: share(all - reused - fetched) },
    { label: 'Fetched from tiers', share: share(fetched) },
    { label: 'Found on the device', share: share(reused) },
  ];
}

function deviceMemory({ device_remembers_s: remembered }: PrefixReport): string {
  return remembered === null
    ? 'The device gave up nothing: it remembers the whole run.'
    : `The device remembers the last ${seconds(remembered)}.`;
}

const NAMES: Record<string, string> = {
  dram: 'Host DRAM',
  cxl: 'CXL',
  flash: 'Local flash',
  'pod flash': 'Pod flash',
  network: 'Network store',
};

const ROWS: readonly [label: string, text: (tier: PrefixReport['tiers'][number]) => string | null][] = [
  ['Blocks found', (tier) => count(tier.hit_blocks)],
  ['Read', (tier) => bytes(tier.read_bytes)],
  ['Written', (tier) => (tier.written_bytes === null ? UNKNOWN : bytes(tier.written_bytes))],
  [
    'Holds in the end, in all',
    (tier) =>
      tier.resident_bytes === null
        ? UNKNOWN
        : `${bytes(tier.resident_bytes)} of ${bytes(tier.capacity_bytes)}`,
  ],
  [
    'Remembers',
    (tier) => (tier.remembers_s === null ? 'the whole run' : `the last ${seconds(tier.remembers_s)}`),
  ],
  // Only what wears has a life.
  ['Worn out after', (tier) => (tier.life_years === null ? null : lifeText(tier.life_years))],
];

/** Above this a drive is replaced for other reasons. */
const LONG_LIFE_YEARS = 100;

function lifeText(years: number): string {
  return years > LONG_LIFE_YEARS ? 'more than 100 years' : `${significant(years, 2)} years at this rate`;
}

function Tiers({ side, tiers }: { side: string; tiers: PrefixReport['tiers'] }) {
  return tiers.map((tier) => (
    <dl key={tier.name} className="answer-list" aria-label={`${NAMES[tier.name] ?? tier.name} of ${side}`}>
      <div className="answer-list-title">
        <dt>{NAMES[tier.name] ?? tier.name}</dt>
        <dd />
      </div>
      {ROWS.map(([label, text]) => {
        const shown = text(tier);
        return shown === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{shown}</dd>
          </div>
        );
      })}
    </dl>
  ));
}
