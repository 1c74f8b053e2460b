import { useState } from 'react';
import { chipById, modelById } from '../../data/catalog';
import { poolsInForce } from '../../scenario/defaults';
import type { CatalogueRequest } from '../../store/view-store';
import { Dialog } from '../header/dialog';
import { Segmented } from '../segmented';
import { useScenario, useStores } from '../use-stores';
import { chipFacts, modelFacts } from './catalogue-facts';
import { CHIP_ENTRIES, MODEL_ENTRIES, NO_FILTER, search, type Filter } from './catalogue-search';
import { FactTable } from './fact-table';
import { Finder } from './finder';
import { UseChip } from './use-chip';
import '../header/dialogs.css';
import './catalogue.css';

/** Chips and models with what is known of them, who says so, and buttons that put them to use. */
export function CatalogueDialog({ asked }: { asked: CatalogueRequest }) {
  const { view } = useStores();
  const [shelf, setShelf] = useState(asked.shelf);
  const close = () => view.getState().set({ catalogue: null });
  return (
    <Dialog title="Catalogue" wide onClose={close}>
      <Segmented
        label="Shelf"
        value={shelf}
        options={[
          { value: 'chips', label: 'Chips' },
          { value: 'models', label: 'Models' },
        ]}
        onChange={setShelf}
      />
      {/* Each shelf has its own search. */}
      <Shelf key={shelf} shelf={shelf} slot={asked.slot} />
    </Dialog>
  );
}

function Shelf({ shelf, slot }: CatalogueRequest) {
  const { scenario: store } = useStores();
  const entries = shelf === 'chips' ? CHIP_ENTRIES : MODEL_ENTRIES;
  const model = useScenario((state) => state.scenario.model);
  const inSlot = useScenario((state) => {
    const pools = poolsInForce(state.scenario[slot?.side ?? 'a'] ?? state.scenario.a);
    return (pools[slot?.pool ?? 'decode'] ?? pools.decode).chip;
  });
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const found = search(entries, filter);
  const [chosen, setChosen] = useState<string | null>(shelf === 'chips' ? inSlot : model);
  const entry = found.find(({ id }) => id === chosen) ?? found[0];
  const chip = shelf === 'chips' && entry ? chipById(entry.id) : undefined;
  const record = shelf === 'models' && entry ? modelById(entry.id) : undefined;
  return (
    <div className="catalogue">
      <Finder
        {...{ entries, found, filter, shelf }}
        chosen={entry?.id ?? null}
        onFilter={setFilter}
        onChoose={setChosen}
      />
      <section className="catalogue-card" aria-label={entry?.name ?? 'Nothing found'}>
        {entry && (
          <div className="catalogue-title">
            <h3>{entry.name}</h3>
            <p className="hint">
              {entry.maker}
              {entry.year === null ? '' : `, ${String(entry.year)}`}
            </p>
          </div>
        )}
        {chip && (
          <>
            {chip.caution !== null && <p className="hint-strong">{chip.caution}</p>}
            <UseChip chip={chip} slot={slot} />
            <FactTable facts={chipFacts(chip)} />
          </>
        )}
        {record && (
          <>
            <p>
              <button
                type="button"
                className="button button-strong"
                disabled={record.id === model}
                onClick={() => store.getState().set({ model: record.id, size: null, moe: null })}
              >
                {record.id === model ? 'In use on both sides' : 'Use on both sides'}
              </button>
            </p>
            <FactTable facts={modelFacts(record)} />
          </>
        )}
      </section>
    </div>
  );
}
