import { useCallback } from 'react';
import type { ChartChoices } from '../../scenario/chart-choices';
import { useScenario, useStores } from '../use-stores';

/** One choice of how the charts are looked at, which is in the link, and how to change it. */
export function useChoice<K extends keyof ChartChoices>(
  key: K,
): [ChartChoices[K], (value: ChartChoices[K]) => void] {
  const { scenario: store } = useStores();
  const value = useScenario((state) => state.scenario.charts[key]);
  const choose = useCallback(
    (next: ChartChoices[K]) => {
      const { scenario, set } = store.getState();
      set({ charts: { ...scenario.charts, [key]: next } });
    },
    [store, key],
  );
  return [value, choose];
}
