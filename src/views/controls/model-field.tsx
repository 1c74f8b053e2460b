import { useMemo, type ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { FIELDS } from '../../scenario/fields';
import { parameters } from '../../units/format';
import { AXES, SIZE_SCALE } from '../axes';
import { SearchIcon } from '../icons';
import { isMixture, sizeOf, snapPlaces } from '../model-choice';
import { useScenario, useStores } from '../use-stores';
import { SliderField } from './slider-field';

/** Size slider with the models of the catalogue as ticks. `children`: rows that belong to it, where they stand below it. */
export function ModelField({ children }: { children: ReactNode }) {
  const { view } = useStores();
  const asked = useScenario(
    useShallow(({ scenario: { model, size, moe, custom } }) => ({ model, size, moe, custom })),
  );
  const mixture = isMixture(asked);
  const size = sizeOf(asked);
  const places = useMemo(() => [...snapPlaces(mixture, SIZE_SCALE).keys()], [mixture]);

  return (
    <SliderField
      axis={AXES.size}
      text={asked.size === null ? parameters(size).toLowerCase() : FIELDS.size.print(asked.size)}
      field={FIELDS.size}
      unit=""
      resets={[FIELDS.size, FIELDS.model]}
      beside={
        <button
          type="button"
          className="reset"
          aria-label="Search models"
          title="Search models: sizes, sources, makers"
          onClick={() => view.getState().set({ catalogue: { shelf: 'models', slot: null } })}
        >
          <SearchIcon />
        </button>
      }
      ticks={places}
      pointerReach={2}
    >
      {children}
    </SliderField>
  );
}
