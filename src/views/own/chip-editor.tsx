import { useId, useState } from 'react';
import { chipById, chipInput, CHIPS } from '../../data/catalog';
import { figureRange, ownChipJson, readOwnChip, type ChipFigure, type OwnChip } from '../../data/own-chip';
import { download } from '../../share/export/download';
import { Dialog } from '../header/dialog';
import '../header/dialogs.css';
import { useScenario, useStores } from '../use-stores';
import { FIGURE_WORDS, figureAt, figuresOf, figureText, parseFigure } from './figure-words';
import './own.css';
import { heldBy, sideWithChip, withChip, withoutChip } from './use-chip';

/** Chips whose kernels and losses another may take over. */
const BASES = CHIPS.filter((chip) => !chip.validationOnly && chipInput(chip).ok);

interface Draft {
  name: string;
  id: string;
  like: string;
  texts: Partial<Record<ChipFigure, string>>;
}

const NEW: Draft = { name: 'My chip', id: 'my-chip', like: 'h100-sxm', texts: {} };

function draftOf({ name, id, like, figures }: OwnChip): Draft {
  const texts = Object.entries(figures).map(([figure, value]) => [
    figure,
    figureText(figure as ChipFigure, value),
  ]);
  return { name, id, like, texts: Object.fromEntries(texts) as Draft['texts'] };
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|-+$/g, '')
    .slice(0, 40);

/** Describes a chip that no catalogue has: another one with some figures changed. */
export function ChipEditor({ chip, onClose }: { chip: string | null; onClose: () => void }) {
  const { scenario: store } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const locked = useScenario((state) => state.locked);
  const { custom } = scenario;
  const [draft, setDraft] = useState<Draft>(() => {
    const known = custom.chips.find(({ id }) => id === chip);
    return known ? draftOf(known) : NEW;
  });
  const [said, setSaid] = useState('');
  const ids = useId();
  const base = chipById(draft.like);
  const input = base && chipInput(base);
  const known = custom.chips.find(({ id }) => id === draft.id);
  if (!base || !input?.ok) throw new Error(`${draft.like} cannot be simulated`);
  const read = readDraft(draft, figuresOf(base.kind));
  const change = (part: Partial<Draft>) => {
    setSaid('');
    setDraft((before) => ({ ...before, ...part }));
  };
  const row = (figure: ChipFigure) => (
    <FigureRow
      key={figure}
      figure={figure}
      usual={figureAt(input.chip, figure)}
      text={draft.texts[figure] ?? ''}
      onText={(text) => change({ texts: { ...draft.texts, [figure]: text } })}
    />
  );
  const figures = figuresOf(base.kind);
  const holder = known ? heldBy(scenario, locked, known.id) : null;
  const changed = known !== undefined && read.ok && textOf(read.chip) !== textOf(known);
  const kept = holder === null ? null : `${holder} is locked and runs on this chip.`;
  /** Why the chip cannot be put to use in a side; null where it can. */
  const closed = (id: 'a' | 'b'): string | null => {
    const letter = id.toUpperCase();
    if (locked[id] && holder !== letter) return `${letter} is locked.`;
    return locked[id] || changed ? kept : null;
  };
  const why = [...new Set([closed('a'), closed('b'), kept].filter((reason) => reason !== null))].join(' ');
  const use = (id: 'a' | 'b') => {
    if (!read.ok) return;
    store.getState().set({
      custom: withChip(custom, read.chip),
      [id]: sideWithChip(scenario[id], read.chip, custom),
    });
    setSaid(`${read.chip.name} runs in ${id.toUpperCase()} now.`);
  };
  const save = () => {
    if (!read.ok) return;
    download(`${read.chip.id}.json`, new Blob([textOf(read.chip)], { type: 'application/json' }));
  };
  const remove = () => {
    if (known) store.getState().set(withoutChip(scenario, known));
    setDraft(NEW);
    setSaid(known ? `${known.name} is removed.` : '');
  };

  return (
    <Dialog title="Your chip" wide onClose={onClose}>
      <p className="hint">
        A chip of the catalogue with other figures. What nobody can measure on a chip that does not exist (how
        well its kernels run) is that of the chip it is like. It travels in the link.
      </p>
      {custom.chips.length > 0 && (
        <div className="dialog-field">
          <label htmlFor={`${ids}which`}>Chip</label>
          <select
            id={`${ids}which`}
            value={known?.id ?? ''}
            onChange={({ target }) => {
              const picked = custom.chips.find(({ id }) => id === target.value);
              setSaid('');
              setDraft(picked ? draftOf(picked) : NEW);
            }}
          >
            <option value="">A new one</option>
            {custom.chips.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="dialog-field">
        <label htmlFor={`${ids}name`}>Name</label>
        <input
          id={`${ids}name`}
          className="own-text"
          value={draft.name}
          onChange={({ target }) =>
            change({ name: target.value, ...(known ? {} : { id: slug(target.value) }) })
          }
        />
        <span className="hint">in links: {draft.id || 'none yet'}</span>
      </div>
      <div className="dialog-field">
        <label htmlFor={`${ids}like`}>Like</label>
        <select
          id={`${ids}like`}
          value={draft.like}
          onChange={({ target }) => change({ like: target.value })}
        >
          {BASES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="own-figures">{figures.filter((figure) => FIGURE_WORDS[figure].first).map(row)}</div>
      <details>
        <summary>More: power and what kernels reach</summary>
        <div className="own-figures">{figures.filter((figure) => !FIGURE_WORDS[figure].first).map(row)}</div>
      </details>
      <div className="own-actions">
        {(['a', 'b'] as const).map((id) => (
          <button
            key={id}
            type="button"
            className="button button-strong"
            title={closed(id) ?? undefined}
            disabled={!read.ok || closed(id) !== null}
            onClick={() => use(id)}
          >
            Use in {id.toUpperCase()}
          </button>
        ))}
        <button type="button" className="button" disabled={!read.ok} onClick={save}>
          Save as JSON
        </button>
        {known && (
          <button
            type="button"
            className="button"
            title={kept ?? undefined}
            disabled={kept !== null}
            onClick={remove}
          >
            Remove
          </button>
        )}
      </div>
      <p role="status" className="own-said">
        {read.ok ? said || why : `Not yet: ${read.why}.`}
      </p>
    </Dialog>
  );
}

const textOf = (chip: OwnChip): string => `${JSON.stringify(ownChipJson(chip), null, 2)}\n`;

/** The chip that the fields describe, or what is missing. */
function readDraft({ id, name, like, texts }: Draft, figures: ChipFigure[]): ReturnType<typeof readOwnChip> {
  const json: Record<string, unknown> = { id, name, like };
  for (const figure of figures) {
    const text = texts[figure] ?? '';
    if (text.trim() === '') continue;
    const parsed = parseFigure(figure, text);
    if (!parsed.ok) return { ok: false, why: `${FIGURE_WORDS[figure].label} “${text}” ${parsed.why}` };
    json[figure] = parsed.value;
  }
  return readOwnChip(json);
}

function FigureRow(props: {
  figure: ChipFigure;
  usual: number | null;
  text: string;
  onText: (text: string) => void;
}) {
  const { figure, usual, text, onText } = props;
  const { label, unit } = FIGURE_WORDS[figure];
  const id = useId();
  const wrong = text.trim() !== '' && !parseFigure(figure, text).ok;
  return (
    <div className="own-figure">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="own-number"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={wrong}
        placeholder={usual === null && !figureRange(figure).orNull ? 'none' : figureText(figure, usual)}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
      <span className="unit">{unit}</span>
    </div>
  );
}
