import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { About } from '../../scenario/presets';
import { cueOf } from '../../share/story';
import { around } from '../later';
import { useStores } from '../use-stores';
import type { ledBy } from './leads';
import type { Told } from './sentence';

type Leads = { ledBy: typeof ledBy };
let loaded: Leads | null = null;

/**
 * What the story that the page is in asks about, and how the sentence then goes; its words come with the
 * pictures. `coming`: they are on their way.
 */
export function useTold(): { about: About | null; told: Told | null; coming: boolean } {
  const { story } = useStores();
  const within = useSyncExternalStore(story.subscribe, story.within, story.within);
  const about = within && cueOf(within).about;
  const [leads, setLeads] = useState(loaded);
  const coming = about !== null && leads === null;
  useEffect(() => {
    if (coming)
      void around().then(
        (module) => setLeads((loaded = module)),
        // Without them the sentence is the usual one.
        () => undefined,
      );
  }, [coming]);
  const told = useMemo<Told | null>(
    () => about && leads && ((...of) => leads.ledBy(about, ...of)),
    [about, leads],
  );
  return { about, told, coming };
}
