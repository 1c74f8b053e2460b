import { useState, type ReactNode } from 'react';
import { version } from '../../../package.json';
import type { Caption } from '../../share/export/caption';
import { CLIP_SECONDS, clipOf, clipType } from '../../share/export/clip';
import { energyRows, frontierRows, waterfallRows } from '../../share/export/chart-tables';
import { csvOf, curveRows, type Row as TableRow } from '../../share/export/curve-table';
import { notesOf } from '../../share/export/notes';
import { partsOf, pngOf, svgOf } from '../../share/export/picture';
import { savedPage, singlePage } from '../../share/export/single-page';
import { citationOf, markdownOf } from '../../share/export/words';
import { encode } from '../../scenario/codec';
import { seconds } from '../../units/format';
import type { Question } from '../../store/run-store';
import { axisOf } from '../axes';
import { useRun, useScenario, useStores } from '../use-stores';
import { CopyField } from './copy-field';
import { Dialog } from './dialog';
import './dialogs.css';
import { asPage, questionOf, resultFile } from './export-result';
import { fileName, shownFigures, type ShownFigure } from './figures';
import { OlderRun } from './older-run';
import { scenarioWords } from './scenario-words';
import { TraceStays } from './trace-stays';
import { useExport } from './use-export';

/** Everything that can be taken from the page; each button says which file comes of it. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { clock, linkOf, files } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const outcome = useRun((state) => state.outcome);
  const question = useRun((state) => state.question);
  const trace = useRun((state) => state.trace);
  const frontier = useRun((state) => state.frontier);
  const axis = axisOf(scenario.charts.over, scenario, trace);
  const curves = useRun((state) => state.curves[axis.id]);
  const { said, progress, save, cancel } = useExport();
  const [figures] = useState(() => shownFigures(axis));
  const [single] = useState(singlePage);

  const now: Question = { scenario, trace };
  const linkTo = (of: Question) => linkOf(asPage(of.scenario));
  const date = new Date().toISOString().slice(0, 10);
  const captionOf = (title: string, of = now): Caption => ({
    title,
    scenario: scenarioWords(of.scenario, of.trace),
    version,
    date,
    link: linkTo(of),
  });
  const shownBy = (figure: ShownFigure) => questionOf(figure, { now, run: question, frontier });
  const first = figures.find(({ vector }) => vector) ?? figures[0];
  const caption = captionOf(
    first?.title ?? 'Latency, energy and cost of every token',
    first && shownBy(first),
  );
  const text = (content: string, type: string) => new Blob([content], { type });
  // A canvas is taken as it is at the click, and time goes on until then.
  const titleNow = ({ vector, title }: ShownFigure) =>
    vector ? title : `${title} at ${seconds(clock.now())} of cluster time`;
  const svg = (figure: ShownFigure) =>
    svgOf(partsOf(figure.element), notesOf(figure.element), captionOf(titleNow(figure), shownBy(figure)));
  const clip = (figure: ShownFigure, tell: (done: number) => void, signal: AbortSignal) => {
    if (!figure.canvas) return null;
    // A clip of something that stands still would be a picture.
    clock.play();
    return clipOf(figure.canvas, captionOf(titleNow(figure), shownBy(figure)), { tell, signal });
  };
  const reports = outcome && { a: outcome.a.report, b: outcome.b?.report ?? null };
  const tables: readonly { name: string; of: Question; rows: () => TableRow[] }[] = [
    ...(curves
      ? [{ name: `Curves over ${axis.short.toLowerCase()}`, of: now, rows: () => curveRows(curves) }]
      : []),
    ...(frontier ? [{ name: 'Frontier', of: frontier.question, rows: () => frontierRows(frontier) }] : []),
    ...(reports && question
      ? [
          { name: 'Energy parts', of: question, rows: () => energyRows(reports) },
          { name: 'Waterfall', of: question, rows: () => waterfallRows(reports) },
        ]
      : []),
  ];

  return (
    <Dialog title="Take it elsewhere" onClose={onClose}>
      <TraceStays />
      <div className="export-groups">
        <Group title="Pictures" hint="With title, scenario, version, date and link in them.">
          {figures.map((figure) => (
            <Row key={figure.name} name={figure.name}>
              <SaveButton
                file={fileName(figure.name, 'png')}
                label="PNG"
                onSave={(file) => save(file, () => pngOf(svg(figure)))}
              />
              <SaveButton
                file={fileName(figure.name, 'svg')}
                label={figure.vector ? 'SVG' : 'SVG with a bitmap'}
                onSave={(file) => save(file, () => text(svg(figure), 'image/svg+xml'))}
              />
              {figure.canvas && clipType() !== null && (
                <SaveButton
                  file={fileName(figure.name, 'webm')}
                  label={`WebM, ${String(CLIP_SECONDS)} s`}
                  onSave={(file) => save(file, (tell, signal) => clip(figure, tell, signal))}
                />
              )}
            </Row>
          ))}
        </Group>
        <Group title="Numbers" hint="Units are in the names of the columns.">
          <OlderRun />
          {tables.map(({ name, of, rows }) => (
            <Row key={name} name={name}>
              <SaveButton
                file={fileName(name, 'csv')}
                label="CSV"
                onSave={(file) => save(file, () => text(csvOf(rows()), 'text/csv'))}
              />
              <SaveButton
                file={fileName(name, 'json')}
                label="JSON"
                onSave={(file) =>
                  save(file, () =>
                    text(
                      `${JSON.stringify({ tokenyard: 1, version, date, link: linkTo(of), rows: rows() }, null, 2)}\n`,
                      'application/json',
                    ),
                  )
                }
              />
            </Row>
          ))}
          {outcome && question && (
            <Row name="Result">
              <SaveButton
                file="tokenyard-result.json"
                label="JSON"
                onSave={(file) =>
                  save(file, () =>
                    text(resultFile({ question, link: linkTo(question), outcome }), 'application/json'),
                  )
                }
              />
            </Row>
          )}
          <Row name="Where every token ran">
            <SaveButton
              file="tokenyard-ledger.csv"
              label="Ledger CSV"
              onSave={(file) => save(file, (tell) => files.write('ledger', tell))}
            />
            <SaveButton
              file="tokenyard-trace.json"
              label="Chrome trace JSON"
              onSave={(file) => save(file, (tell) => files.write('chrome-trace', tell))}
            />
          </Row>
        </Group>
        {single !== null && (
          <Group
            title="This page"
            hint="One file that opens from a disk, without a network, on this scenario."
          >
            <Row name="Everything">
              <SaveButton
                file="tokenyard.html"
                label="HTML"
                onSave={(file) => save(file, () => savedPage(single, encode(scenario)))}
              />
            </Row>
          </Group>
        )}
        <p role="status" className="export-said">
          {said}{' '}
          {progress !== null && (
            <button type="button" className="button-small" onClick={cancel}>
              Cancel
            </button>
          )}
        </p>
        {progress !== null && <progress value={progress} aria-label="File under way" />}
        <CopyField
          label="Markdown, with alternative text"
          text={markdownOf(caption, fileName(first?.name ?? 'picture', 'png'))}
          button="Copy Markdown"
          rows={4}
        />
        <CopyField label="Citation, BibTeX" text={citationOf(caption)} button="Copy citation" rows={6} />
      </div>
    </Dialog>
  );
}

function Group(props: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="export-group">
      <h3>{props.title}</h3>
      <p className="hint">{props.hint}</p>
      {props.children}
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="export-row" role="group" aria-label={name}>
      <span>{name}</span>
      {children}
    </div>
  );
}

function SaveButton(props: { file: string; label: string; onSave: (file: string) => Promise<void> }) {
  const { file, label, onSave } = props;
  return (
    <button type="button" className="button" title={`Save ${file}`} onClick={() => void onSave(file)}>
      {label}
    </button>
  );
}
