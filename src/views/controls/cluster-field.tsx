import { useId } from 'react';
import { poolsInForce, sideOf } from '../../scenario/defaults';
import { FIELDS } from '../../scenario/fields';
import { architectureNotYet } from '../../scenario/not-yet';
import { ROUTE_CHOICES } from '../../scenario/routes';
import type { SideScenario } from '../../scenario/scenario';
import { count } from '../../units/format';
import { ARCHITECTURE_TEXT } from '../architectures';
import { Fold } from '../fold';
import { useScenario, useStores } from '../use-stores';
import { ArchitectureCards } from './architecture-cards';
import { chipName } from '../chip-choice';
import { PoolFields } from './pool-fields';

type SideId = 'a' | 'b';

/** One cluster: its architecture as cards; chips, counts and layout fold open below. */
export function ClusterField({ id }: { id: SideId }) {
  const { scenario: store } = useStores();
  const side = useScenario((state) => state.scenario[id]);
  const name = id === 'a' ? 'A' : 'B';
  const notYet = side && architectureNotYet(side.architecture);
  return (
    <div className="cluster">
      <h3>
        Cluster {name} <LineSample side={name} />
      </h3>
      <ArchitectureCards
        label={`Cluster ${name}`}
        value={side?.architecture ?? 'none'}
        mayBeNone={id === 'b'}
        onChange={(choice) => {
          const { set, setSide } = store.getState();
          if (choice === 'none') set({ b: null });
          else if (side === null) set({ b: sideOf(choice) });
          else setSide(id, { architecture: choice });
        }}
      />
      {notYet && <p className="hint hint-strong">{notYet}</p>}
      {side && (
        <Fold id={`cluster-${id}`} summary={<span className="cluster-summary">{summaryOf(side)}</span>}>
          <p className="hint">{ARCHITECTURE_TEXT[side.architecture].long}</p>
          <Pools id={id} side={side} />
          <TensorParallel id={id} value={side.tensorParallel} />
          <Routing id={id} value={side.route} />
          <KvMemory id={id} value={side.tiers} />
        </Fold>
      )}
    </div>
  );
}

/** How this side's line is drawn in the charts. */
function LineSample({ side }: { side: 'A' | 'B' }) {
  return (
    <svg className="line-sample" width="26" height="8" viewBox="0 0 26 8" aria-hidden="true">
      <path d="M1 4h24" strokeDasharray={side === 'A' ? undefined : '5 3.5'} />
    </svg>
  );
}

function summaryOf(side: SideScenario): string {
  const { prefill, decode } = poolsInForce(side);
  const pools = prefill ? [prefill, decode] : [decode];
  const chips = pools.map((pool) => `${count(pool.count)} × ${chipName(pool.chip)}`).join(' → ');
  return side.tensorParallel === 'auto' ? chips : `${chips}, TP ${String(side.tensorParallel)}`;
}

function Pools({ id, side }: { id: SideId; side: SideScenario }) {
  const { scenario: store } = useStores();
  const { prefill, decode } = poolsInForce(side);
  const name = id === 'a' ? 'A' : 'B';
  return (
    <>
      {prefill && (
        <PoolFields
          side={name}
          title="Prefill pool"
          pool="prefill"
          architecture={side.architecture}
          choice={prefill}
          onChange={(choice) => store.getState().setSide(id, { prefill: choice })}
        />
      )}
      <PoolFields
        side={name}
        title={prefill ? 'Decode pool' : 'Chip'}
        pool="decode"
        architecture={side.architecture}
        choice={decode}
        onChange={(choice) => store.getState().setSide(id, { decode: choice })}
      />
    </>
  );
}

const DEGREES = [1, 2, 4, 8, 16, 32, 64] as const;

function TensorParallel({ id, value }: { id: SideId; value: SideScenario['tensorParallel'] }) {
  const { scenario: store } = useStores();
  const degrees =
    value === 'auto' || DEGREES.some((degree) => degree === value) ? DEGREES : [...DEGREES, value];
  return (
    <ChoiceRow
      id={id}
      label={FIELDS['a.tp'].label}
      value={String(value)}
      choices={[
        { id: 'auto', label: 'auto: fastest that fits' },
        ...degrees.map((degree) => ({ id: String(degree), label: String(degree) })),
      ]}
      onChange={(text) => {
        const parsed = FIELDS['a.tp'].parse(text);
        if (parsed.ok) store.getState().setSide(id, { tensorParallel: parsed.value });
      }}
    />
  );
}

/** The rule that sends a request to an instance; it decides nothing where there is only one. */
function Routing({ id, value }: { id: SideId; value: SideScenario['route'] }) {
  const { scenario: store } = useStores();
  const [usual] = ROUTE_CHOICES;
  const chosen = ROUTE_CHOICES.find((route) => route.id === value) ?? usual;
  return (
    <>
      <ChoiceRow
        id={id}
        label={FIELDS['a.route'].label}
        value={chosen?.id ?? ''}
        choices={ROUTE_CHOICES}
        onChange={(route) => store.getState().setSide(id, { route: route === usual?.id ? null : route })}
      />
      <p className="hint">{chosen?.about}</p>
    </>
  );
}

const KV_MEMORY = [
  { id: '', label: 'none: every prompt computed whole' },
  { id: 'device', label: 'on the device' },
  { id: 'device,dram', label: 'device, host DRAM' },
  { id: 'device,dram,flash', label: 'device, host DRAM, flash' },
  { id: 'device,dram,flash,net', label: 'device, host DRAM, flash, network' },
];

/** Where KV is kept between requests. A link may say more, such as sizes; that stays a choice of its own. */
function KvMemory({ id, value }: { id: SideId; value: SideScenario['tiers'] }) {
  const { scenario: store } = useStores();
  const own = value !== null && !KV_MEMORY.some((choice) => choice.id === value);
  return (
    <>
      <ChoiceRow
        id={id}
        label={FIELDS['a.tiers'].label}
        value={value ?? ''}
        choices={own ? [...KV_MEMORY, { id: value, label: value }] : KV_MEMORY}
        onChange={(tiers) => store.getState().setSide(id, { tiers: tiers === '' ? null : tiers })}
      />
      {value !== null && (
        <p className="hint">
          Found again by requests of a trace that names its prefix blocks, such as Mooncake’s.
        </p>
      )}
    </>
  );
}

function ChoiceRow(props: {
  id: SideId;
  label: string;
  value: string;
  choices: readonly { id: string; label: string }[];
  onChange: (choice: string) => void;
}) {
  const select = useId();
  return (
    <div className="field-row">
      <label htmlFor={select}>
        {props.label} <span className="visually-hidden">of {props.id === 'a' ? 'A' : 'B'}</span>
      </label>
      <select id={select} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.choices.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
