import type { StoreApi } from 'zustand/vanilla';
import type { LedgerSummary } from '../engine/sim/ledger-reader';
import { encode, keysOf } from '../scenario/codec';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import { readJsonFile } from '../scenario/read-file';
import { readScenario } from '../scenario/read';
import type { Problem, Scenario } from '../scenario/scenario';
import type { FileProblem } from '../worker/api';
import type { EngineClient } from '../worker/client';
import type { RunState } from './run-store';
import type { ScenarioState } from './scenario-store';

/** What came of the last file or text that was brought; stands until it is dismissed. */
export type Imported =
  | { kind: 'reading'; name: string; done: number }
  | { kind: 'refused'; problem: FileProblem }
  /** What the scenario has now, as a sentence; `chip` is the one to look at. */
  | { kind: 'taken'; said: string; chip: string | null }
  | { kind: 'ledger'; name: string; summary: LedgerSummary };

/** What the reading of a file may use. */
export interface ImportParts {
  scenarioStore: StoreApi<ScenarioState>;
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'readLedger' | 'cancelLedger'>;
}

/** One file or text that was brought. */
export interface ImportTurn {
  tell: (imported: Imported | null) => void;
  /** False once another was brought, or this one given up: it may change nothing any more. */
  isNewest: () => boolean;
}

/** What is looked at to tell files apart. */
const HEAD_BYTES = 65_536;
/** No scenario, chip or model is larger; parsing this much takes less than a frame or two. */
const MOST_JSON_BYTES = 4_000_000;

/** What was said of the last file is no news of this one. */
function forgetLast({ scenarioStore, runStore }: ImportParts): void {
  runStore.setState({ fileProblem: null });
  const { problems } = scenarioStore.getState();
  const rest = problems.filter(({ key }) => key !== 'file');
  if (rest.length < problems.length) scenarioStore.setState({ problems: rest });
}

/** Reads a file by what is in it, whatever its name. */
export async function importFile(file: File, parts: ImportParts, turn: ImportTurn): Promise<void> {
  if (turn.isNewest()) forgetLast(parts);
  const head = await textOf(file.slice(0, HEAD_BYTES));
  if (!turn.isNewest()) return;
  const kind = head === null ? null : kindOf(head);
  if (kind === null) {
    refuse(file.name, UNREADABLE, turn);
  } else if (kind === 'trace') {
    // The run store keeps traces, their progress and their problems.
    await parts.runStore.getState().openFile(file);
  } else if (kind === 'ledger') {
    await importLedger(file, parts, turn);
  } else if (file.size > MOST_JSON_BYTES) {
    const message = `is larger than ${String(MOST_JSON_BYTES / 1e6)} MB, which no scenario, chip or model is`;
    refuse(file.name, message, turn);
  } else {
    const text = await textOf(file);
    if (!turn.isNewest()) return;
    if (text === null) refuse(file.name, UNREADABLE, turn);
    else if (kind === 'link') importLink(file.name, bareLink(text), parts, turn);
    else importJson(file.name, text, parts, turn);
  }
}

const UNREADABLE = 'cannot be read: it is a folder, or it was moved, changed or locked after it was chosen';

/** Null where the browser cannot read it. */
function textOf(blob: Blob): Promise<string | null> {
  return blob.text().catch(() => null);
}

function refuse(file: string, message: string, { tell }: ImportTurn): void {
  tell({ kind: 'refused', problem: { file, line: null, column: null, message } });
}

/** Reads what was pasted: a link, a preset's id, or the content of a file. */
export async function importText(text: string, parts: ImportParts, turn: ImportTurn): Promise<void> {
  const trimmed = text.trim();
  const isFile = trimmed.startsWith('{') || trimmed.startsWith('[') || trimmed.includes('\n');
  if (isFile) {
    await importFile(new File([text], 'pasted text'), parts, turn);
    return;
  }
  if (!turn.isNewest()) return;
  forgetLast(parts);
  importLink('pasted text', trimmed, parts, turn);
}

/** A link, its fragment, or a preset's id. */
function importLink(name: string, link: string, { scenarioStore }: ImportParts, turn: ImportTurn): void {
  const { scenario, problems } = readScenario(link);
  const why =
    scenario === null
      ? (problems[0]?.message ?? 'This is no scenario.')
      : uselessLink(link, scenario, problems);
  if (scenario === null || why !== null) {
    refuse(name, why ?? '', turn);
    return;
  }
  scenarioStore.getState().replace(scenario, problems);
  const whose = name === 'pasted text' ? 'the pasted text' : name;
  turn.tell({ kind: 'taken', said: `The scenario of ${whose} is shown.`, chip: null });
}

/** Why a link says nothing of a scenario: what it would show is the default, in place of what somebody has made. */
function uselessLink(link: string, scenario: Scenario, problems: readonly Problem[]): string | null {
  const keys = keysOf(link);
  const [first] = problems;
  if (first !== undefined) {
    // A key can have several problems while another holds.
    const used = problems.length < keys.size || encode(scenario) !== encode(DEFAULT_SCENARIO);
    return used ? null : `${(first.cause ?? first.message).replace(/\.$/, '')}; no part of it can be used`;
  }
  // The default itself is v=1 alone.
  if (keys.size > 0 || /(?:^|[#?&])v(?:=|%3d)/i.test(link)) return null;
  const shown = link.length > MOST_SHOWN ? `${link.slice(0, MOST_SHOWN)}…` : link;
  return `“${shown}” holds no scenario: in a link it stands behind a # and begins with v=1`;
}

const MOST_SHOWN = 60;

/** A link as a file may hold it: with blanks around it, or as a string of JSON. */
const bareLink = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1');

/** One word that begins as links and their fragments do; a table has a second line. */
const LINK = /^(#|v=\d|[a-z][a-z0-9+.-]*:\/\/[^\s#?]*[#?])\S*$/i;

/** Told by the first lines: a link, a document of JSON, JSON lines of a trace, our own ledger, or a table. */
export function kindOf(head: string): 'link' | 'json' | 'ledger' | 'trace' {
  if (LINK.test(bareLink(head))) return 'link';
  const start = head.replace(/^\uFEFF/, '').trimStart();
  if (/^side,request,pass,phase,/.test(start)) return 'ledger';
  if (start.startsWith('[')) return 'json';
  if (!start.startsWith('{')) return 'trace';
  // A row of a trace has one of these on its first line; documents have neither anywhere near.
  return /"(input_length|timestamp)"\s*:/.test(start.slice(0, 4096).split('\n')[0] ?? '') ? 'trace' : 'json';
}

function importJson(name: string, text: string, { scenarioStore }: ImportParts, { tell }: ImportTurn): void {
  const { scenario, replace } = scenarioStore.getState();
  const read = readJsonFile(name, text, scenario);
  if (!read.ok) {
    tell({ kind: 'refused', problem: { file: name, ...read.problem } });
    return;
  }
  replace(read.scenario, read.problems);
  tell({ kind: 'taken', said: read.said, chip: read.chip });
}

async function importLedger(file: File, { client }: ImportParts, { tell }: ImportTurn): Promise<void> {
  const { name } = file;
  tell({ kind: 'reading', name, done: 0 });
  const result = await client
    .readLedger(file, (done) => tell({ kind: 'reading', name, done }))
    .catch((error: unknown) => ({
      kind: 'refused' as const,
      problem: { file: name, line: null, column: null, message: String(error) },
    }));
  if (result.kind === 'cancelled') tell(null);
  else if (result.kind === 'refused') tell({ kind: 'refused', problem: result.problem });
  else tell({ kind: 'ledger', name, summary: result.summary });
}
