import { useId, useState } from 'react';
import { chipById, chipInput, CHIPS } from '../../data/catalog';
import { figureRange, ownChipJson, type ChipFigure, type OwnChip } from '../../data/own-chip';
import { download } from '../../share/export/download';
import { Dialog } from '../header/dialog';
import '../header/dialogs.css';
import { useScenario, useStores } from '../use-stores';
import { problemsOf, readDraft, slug, wrongFields, type Draft } from './draft';
import { FIGURE_WORDS, figureAt, figuresOf, figureText } from './figure-words';
import './own.css';
import { draftsOf } from './kept-drafts';
import { chipInUse, heldBy, runsNow, sideWithChip, usedText, withChip, withoutChip } from './use-chip';

/** Chips whose kernels and losses another may take over. */
const BASES = CHIPS.filter((chip) => !chip.validationOnly && chipInput(chip).ok);

interface ChipEditorProps {
  /** The chip to open on, null for a new one; left out: the one that is in use. */
  chip?: string | null;
  /** Where it is wanted, if that is known. */
  side?: 'a' | 'b' | undefined;
  onClose: () => void;
}

/** Describes a chip that no catalogue has: another one with some figures changed. */
export function ChipEditor({ chip, side, onClose }: ChipEditorProps) {
  const { scenario: store } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const locked = useScenario((state) => state.locked);
  const { custom } = scenario;
  const drafts = draftsOf(store);
  const ownOf = (id: string | null) => custom.chips.find((own) => own.id === id) ?? null;
  /** The chip that the fields began with; null: a new one. */
  const [from, setFrom] = useState(() =>
    ownOf(chip === undefined ? (chipInUse(scenario)?.id ?? null) : chip),
  );
  const [{ draft, left }, setDraft] = useState(() => drafts.open(from, custom.chips));
  const [said, setSaid] = useState('');
  const begin = (next: OwnChip | null, own = custom.chips, saying = '') => {
    setFrom(next);
    setDraft(drafts.open(next, own));
    setSaid(saying);
  };
  const ids = useId();
  const base = chipById(draft.like);
  const input = base && chipInput(base);
  const known = from && ownOf(from.id);
  if (!base || !input?.ok) throw new Error(`${draft.like} cannot be simulated`);
  const figures = figuresOf(base.kind);
  const problems = problemsOf(draft, figures, known ? [] : custom.chips);
  const wrong = wrongFields(problems);
  const read = wrong.length === 0 ? readDraft(draft, figures) : NO_CHIP;
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setSaid('');
    setDraft({ draft: next, left: false });
    // Closed by mistake, it is not lost.
    drafts.keep(from, custom.chips, next);
  };
  const row = (figure: ChipFigure) => (
    <FigureRow
      key={figure}
      figure={figure}
      usual={figureAt(input.chip, figure)}
      text={draft.texts[figure] ?? ''}
      problem={problems.figures[figure] ?? null}
      onText={(text) => change({ texts: { ...draft.texts, [figure]: text } })}
    />
  );
  const holder = known ? heldBy(scenario, locked, known.id) : null;
  const changed = known !== null && read.ok && textOf(read.chip) !== textOf(known);
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
    const own = withChip(custom, read.chip);
    const [before, after] = [scenario[id], sideWithChip(scenario[id], read.chip, custom)];
    store.getState().set({ custom: own, [id]: after });
    drafts.forget(from);
    begin(read.chip, own.chips, usedText({ before, after, side: id }, read.chip, custom));
  };
  /** What Enter does: where the chip is wanted, else where it runs, else in B, which A is compared with. */
  const first = side ?? (runsNow(scenario.b, draft.id) || !runsNow(scenario.a, draft.id) ? 'b' : 'a');
  const main = closed(first) === null ? first : first === 'a' ? 'b' : 'a';
  const forget = () => {
    drafts.forget(from);
    begin(from);
  };
  const save = () => {
    if (!read.ok) return;
    download(`${read.chip.id}.json`, new Blob([textOf(read.chip)], { type: 'application/json' }));
  };
  const remove = () => {
    if (!known) return;
    const without = withoutChip(scenario, known);
    store.getState().set(without);
    drafts.forget(from);
    begin(null, without.custom?.chips, `${known.name} is removed.`);
  };

  return (
    <Dialog title="Your chip" wide onClose={onClose}>
      <p className="hint">
        A chip of the catalogue with other figures. What nobody can measure on a chip that does not exist (how
        well its kernels run) is that of the chip it is like. It travels in the link.
      </p>
      <form
        className="own-form"
        onSubmit={(event) => {
          event.preventDefault();
          use(main);
        }}
      >
        {custom.chips.length > 0 && (
          <div className="dialog-field">
            <label htmlFor={`${ids}which`}>Chip</label>
            <select
              id={`${ids}which`}
              value={known?.id ?? ''}
              onChange={({ target }) => begin(ownOf(target.value))}
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
            aria-invalid={problems.name !== null}
            aria-describedby={problems.name === null ? undefined : `${ids}name-problem`}
            value={draft.name}
            onChange={({ target }) =>
              change({ name: target.value, ...(known ? {} : { id: slug(target.value) }) })
            }
          />
          {draft.id !== '' && <span className="hint">in links: {draft.id}</span>}
          <span id={`${ids}name-problem`} role="alert" className="typed-problem">
            {problems.name}
          </span>
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
          <div className="own-figures">
            {figures.filter((figure) => !FIGURE_WORDS[figure].first).map(row)}
          </div>
        </details>
        <div className="own-actions">
          {(['a', 'b'] as const).map((id) => (
            <button
              key={id}
              // Enter in a field presses it, too.
              type={id === main ? 'submit' : 'button'}
              className={id === main ? 'button button-strong' : 'button'}
              title={closed(id) ?? undefined}
              disabled={!read.ok || closed(id) !== null}
              onClick={(event) => {
                if (id === main) return;
                // Where the chip runs is what Enter does next: this press must not submit, too.
                event.preventDefault();
                use(id);
              }}
            >
              Use in {id.toUpperCase()}
            </button>
          ))}
          <button type="button" className="button" disabled={!read.ok} onClick={save}>
            Save as JSON
          </button>
          {drafts.open(from, custom.chips).left && (
            <button type="button" className="button" onClick={forget}>
              Forget what was typed
            </button>
          )}
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
      </form>
      <p role="status" className="own-said">
        {read.ok ? said || (left ? LEFT : '') || why : notYet(wrong, read.why)}
      </p>
    </Dialog>
  );
}

const LEFT = 'This was typed before, and is not in use yet.';
const NO_CHIP = { ok: false, why: '' } as const;

/** What each field takes stands beside it; it may be folded away. */
const notYet = (wrong: readonly string[], why: string): string =>
  wrong.length > 0
    ? `Not yet: ${wrong.join('; ')} ${wrong.length === 1 ? 'is' : 'are'} not right.`
    : `Not yet: ${why}.`;

const textOf = (chip: OwnChip): string => `${JSON.stringify(ownChipJson(chip), null, 2)}\n`;

function FigureRow(props: {
  figure: ChipFigure;
  usual: number | null;
  text: string;
  problem: string | null;
  onText: (text: string) => void;
}) {
  const { figure, usual, text, problem, onText } = props;
  const { label, unit } = FIGURE_WORDS[figure];
  const id = useId();
  return (
    <div className="own-figure">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="own-number"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}problem`}
        placeholder={usual === null && !figureRange(figure).orNull ? 'none' : figureText(figure, usual)}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
      <span className="unit">{unit}</span>
      <span id={`${id}problem`} role="alert" className="typed-problem">
        {problem}
      </span>
    </div>
  );
}
