import { Fragment } from 'react';
import type { Field, FieldGroup } from '../../scenario/field';
import { WORKLOAD_SOURCES } from '../../scenario/workload-sources';
import { useScenario } from '../use-stores';
import { ClassesEditor } from './classes-editor';
import { FfnEditor } from './ffn-editor';
import { fieldsOf, sideOfField, textOf } from './field-groups';
import { FieldRow } from './field-row';
import { LineSample } from './line-sample';
import { MorePoolsEditor } from './more-pools-editor';
import { PriceFields } from './price-fields';
import { SpeculationEditor } from './speculation-editor';
import { TiersControl } from './tiers-control';

type SideId = 'a' | 'b';

/** Rows of a fold: what both sides share, then what is each side's own. */
export function GroupFields({ group }: { group: FieldGroup }) {
  const withB = useScenario((state) => state.scenario.b !== null);
  const sides: readonly SideId[] = withB ? ['a', 'b'] : ['a'];
  return (
    <>
      <Rows fields={fieldsOf(group, null)} />
      {group === 'workload' && <WorkloadSource />}
      {fieldsOf(group, 'a').length > 0 && sides.map((side) => <SideRows key={side} {...{ group, side }} />)}
    </>
  );
}

/** What one side's rows say, dead while the side is locked. */
function SideRows({ group, side }: { group: FieldGroup; side: SideId }) {
  const locked = useScenario((state) => state.locked[side]);
  const name = side === 'a' ? 'A' : 'B';
  return (
    <fieldset className="side-rows" disabled={locked}>
      <legend>
        {name} <LineSample side={name} />
      </legend>
      <Rows fields={fieldsOf(group, side)} />
    </fieldset>
  );
}

export function Rows({ fields }: { fields: readonly Field<unknown>[] }) {
  return fields.map((field) => {
    const side = sideOfField(field);
    if (field.key.endsWith('.tiers')) return <TiersControl key={field.key} field={field} />;
    if (side && field.key.endsWith('.price')) return <PriceFields key={field.key} field={field} id={side} />;
    return (
      <Fragment key={field.key}>
        <FieldRow field={field} />
        <Editor field={field} />
      </Fragment>
    );
  });
}

/** Rows whose text says several things have their parts as controls, too. Nothing where the field does not apply. */
function Editor({ field }: { field: Field<unknown> }) {
  const applies = useScenario((state) => textOf(field, state.scenario) !== null);
  const side = sideOfField(field);
  if (!applies) return null;
  if (field.key === 'classes') return <ClassesEditor />;
  if (side === null) return null;
  switch (field.key.slice(2)) {
    case 'more':
      return <MorePoolsEditor side={side} />;
    case 'spec':
      return <SpeculationEditor side={side} />;
    case 'ffn':
      return <FfnEditor side={side} />;
    default:
      return null;
  }
}

/** Where the shape of the traffic comes from. */
function WorkloadSource() {
  const source = WORKLOAD_SOURCES[useScenario((state) => state.scenario.workload)];
  return source !== undefined && <p className="hint">{source}.</p>;
}
