import { useId } from 'react';
import type { Field } from '../../scenario/field';
import { Term } from '../term';
import { useScenario, useStores } from '../use-stores';
import { textOf } from './field-groups';
import { nameOf, plainDoc } from './field-row';
import { ResetButton } from './reset-button';
import { readTierText, sizeWords, TIER_ROWS, type TierState } from './tiers-text';
import { writeTierText } from './write-tier-text';
import { TypedField } from './typed-field';

/** Where KV is kept between requests: a tick for each tier, and how much one store of it holds. */
export function TiersControl({ field }: { field: Field<unknown> }) {
  const { scenario: store } = useStores();
  const text = useScenario((state) => textOf(field, state.scenario));
  const id = useId();
  if (text === null) return null;
  const state = readTierText(text);
  const name = nameOf(field);

  const set = (next: TierState) => {
    const written = writeTierText(next);
    store.getState().setText(field.key, written === '' ? null : written);
  };
  const tick = (tier: string, on: boolean) => {
    const sizes = new Map(state.sizes);
    if (on) sizes.set(tier, '');
    else sizes.delete(tier);
    set({ device: true, sizes });
  };
  const resize = (tier: string, size: string) => ({
    device: true,
    sizes: new Map(state.sizes).set(tier, size),
  });

  return (
    <div className="field-block" role="group" aria-labelledby={id}>
      <div className="field-row">
        <span className="field-name">
          <Term help={plainDoc(field)}>
            <span id={id}>
              {field.label} <span className="visually-hidden">of {field.key.slice(0, 1).toUpperCase()}</span>
            </span>
          </Term>
          <ResetButton label={name} fields={[field]} />
        </span>
      </div>
      <label className="tier-row">
        <input
          type="checkbox"
          checked={state.device}
          disabled={state.sizes.size > 0}
          title={state.sizes.size > 0 ? 'Tiers behind it hold what the device had first' : undefined}
          onChange={(event) => set({ device: event.target.checked, sizes: new Map() })}
        />
        <span>On the device</span>
      </label>
      {TIER_ROWS.map((tier) => {
        const size = state.sizes.get(tier.id);
        return (
          <div key={tier.id} className="tier-row">
            <label>
              <input
                type="checkbox"
                checked={size !== undefined}
                onChange={(event) => tick(tier.id, event.target.checked)}
              />
              <span>{tier.label}</span>
            </label>
            {size !== undefined && (
              <TypedField
                name={`Size of ${tier.label}, ${name}`}
                subject={tier.label}
                width={7}
                value={size.includes(':') ? size : sizeWords(size === '' ? tier.usual : size)}
                parse={(typed) => field.parse(writeTierText(resize(tier.id, typed.trim())))}
                onText={(typed) => {
                  const usual = sizeWords(tier.usual).toLowerCase() === typed.trim().toLowerCase();
                  set(resize(tier.id, usual || typed.trim() === tier.usual ? '' : typed.trim()));
                }}
              />
            )}
          </div>
        );
      })}
      {state.device && (
        <p className="hint">
          Found again by requests that share a prompt’s beginning: sessions, or a trace that names its blocks.
        </p>
      )}
    </div>
  );
}
