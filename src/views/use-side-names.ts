import { useMemo } from 'react';
import { sideNames, type SideNames } from './side-names';
import { useScenario } from './use-stores';

/** Names of the sides that stay the same objects for as long as they read the same. */
export function useSideNames(): SideNames {
  const name = useScenario((state) => sideNames(state.scenario).a.name);
  const kind = useScenario((state) => sideNames(state.scenario).a.kind);
  const nameB = useScenario((state) => sideNames(state.scenario).b?.name ?? null);
  const kindB = useScenario((state) => sideNames(state.scenario).b?.kind ?? null);
  return useMemo(
    () => ({ a: { name, kind }, b: nameB === null || kindB === null ? null : { name: nameB, kind: kindB } }),
    [name, kind, nameB, kindB],
  );
}
