import { useMemo, useState } from 'react';
import { chipById, modelById } from '../../data/catalog';
import { poolsInForce } from '../../scenario/defaults';
import type { CatalogueRequest } from '../../store/view-store';
import { Dialog } from '../header/dialog';
import { ChipEditor } from '../own/chip-editor';
import { Segmented } from '../segmented';
import { useScenario, useStores } from '../use-stores';
import { chipFacts, modelFacts } from './catalogue-facts';
import { CHIP_ENTRIES, MODEL_ENTRIES, NO_FILTER, ownEntries, search, type Filter } from './catalogue-search';
import { FactTable } from './fact-table';
import { Finder } from './finder';
import { OwnChipCard, OwnModelCard } from './own-cards';
import { UseChip } from './use-chip';
import '../header/dialogs.css';
import './catalogue.css';

/** Chips and models with what is known of them, who says so, and buttons that put them to use. */
export function CatalogueDialog({ asked }: { asked: CatalogueRequest }) {
  const { view } = useStores();
  const [shelf, setShelf] = useState(asked.shelf);
  /** The chip that is being described, null for a new one; undefined while none is. */
  const [editing, setEditing] = useState<string | null>();
  const close = () => view.getState().set({ catalogue: null });
  // One dialog at a time; closing this one leads back.
  if (editing !== undefined)
    return <ChipEditor chip={editing} side={asked.slot?.side} onClose={() => setEditing(undefined)} />;
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
      <Shelf key={shelf} shelf={shelf} slot={asked.slot} onEdit={setEditing} />
    </Dialog>
  );
}

function Shelf({ shelf, slot, onEdit }: CatalogueRequest & { onEdit: (chip: string | null) => void }) {
  const { scenario: store } = useStores();
  const own = useScenario((state) => state.scenario.custom);
  const entries = useMemo(
    () => [...ownEntries(own, shelf), ...(shelf === 'chips' ? CHIP_ENTRIES : MODEL_ENTRIES)],
    [own, shelf],
  );
  const model = useScenario((state) => state.scenario.model);
  const inSlot = useScenario((state) => {
    const pools = poolsInForce(state.scenario[slot?.side ?? 'a'] ?? state.scenario.a);
    return (pools[slot?.pool ?? 'decode'] ?? pools.decode).chip;
  });
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const found = search(entries, filter);
  const [chosen, setChosen] = useState<string | null>(shelf === 'chips' ? inSlot : model);
  const entry = found.find(({ id }) => id === chosen) ?? found[0];
  const ofShelf = <T,>(of: CatalogueRequest['shelf'], find: (id: string) => T | undefined) =>
    shelf === of && entry ? find(entry.id) : undefined;
  const ownChip = ofShelf('chips', (id) => own.chips.find((one) => one.id === id));
  const ownModel = ofShelf('models', (id) => own.models.find((one) => one.id === id));
  const chip = ownChip ? undefined : ofShelf('chips', chipById);
  const record = ownModel ? undefined : ofShelf('models', modelById);
  const modelId = (ownModel ?? record)?.id;
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
            <UseChip chip={chip.id} slot={slot} />
            <FactTable facts={chipFacts(chip)} />
          </>
        )}
        {ownChip && (
          <>
            <UseChip chip={ownChip.id} slot={slot} />
            <OwnChipCard chip={ownChip} />
          </>
        )}
        {modelId !== undefined && (
          <p>
            <button
              type="button"
              className="button button-strong"
              disabled={modelId === model}
              onClick={() => store.getState().set({ model: modelId, size: null, moe: null })}
            >
              {modelId === model ? 'In use on both sides' : 'Use on both sides'}
            </button>
          </p>
        )}
        {record && <FactTable facts={modelFacts(record)} />}
        {ownModel && <OwnModelCard model={ownModel} />}
        {shelf === 'chips' && (
          <p className="catalogue-use">
            {ownChip && (
              <button type="button" className="button" onClick={() => onEdit(ownChip.id)}>
                Change {ownChip.name}
              </button>
            )}
            <button type="button" className="button-small" onClick={() => onEdit(null)}>
              Describe a chip of your own
            </button>
          </p>
        )}
      </section>
    </div>
  );
}
