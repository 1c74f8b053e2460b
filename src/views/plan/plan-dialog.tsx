import { useEffect, useRef, useState } from 'react';
import type { FoundClusters } from '../../scenario/plan/plan';
import { ASIDE_REQUESTS } from '../../store/aside';
import type { PlanProgress, PlanQuestion } from '../../store/plan';
import type { Scenario } from '../../scenario/scenario';
import { count, ratio, tokens } from '../../units/format';
import { Dialog } from '../header/dialog';
import '../header/dialogs.css';
import { loadWords } from '../load-words';
import { useRun, useScenario, useStores } from '../use-stores';
import { PlanAnswer } from './plan-answer';
import { PlanForm } from './plan-form';
import './plan.css';

type Search =
  | { kind: 'nothing' }
  | { kind: 'running'; question: PlanQuestion; phase: Parameters<PlanProgress>[0]; done: number }
  | { kind: 'found'; question: PlanQuestion; result: FoundClusters }
  | { kind: 'stopped'; why: string };

/** What turns of sessions find of theirs: it decides how many chips they take. */
function kvWords({ sessions, classes, a }: Scenario): string {
  if (sessions.turns < 2 || classes !== null) return '';
  if (a.tiers !== null) return ', KV kept between turns as in A';
  return '. As in A, no KV is kept between turns: with memory tiers of A a plan may be several times cheaper';
}

/** How many of which chips in which pools keep a promise, what they cost, and what breaks first. */
export function PlanDialog({ onClose }: { onClose: () => void }) {
  const { plan } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const trace = useRun((state) => state.trace);
  const [search, setSearch] = useState<Search>({ kind: 'nothing' });
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const find = (question: PlanQuestion) => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const { signal } = own;
    setSearch({ kind: 'running', question, phase: 'sizing', done: 0 });
    const tell: PlanProgress = (phase, done) => {
      if (!signal.aborted) setSearch({ kind: 'running', question, phase, done });
    };
    const found = plan().then((search) => search.find(question, tell, signal));
    found.then(
      (result) => {
        if (!signal.aborted) setSearch({ kind: 'found', question, result });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        setSearch({ kind: 'stopped', why: error instanceof Error ? error.message : String(error) });
      },
    );
  };
  const cancel = () => {
    controller.current?.abort();
    setSearch({ kind: 'stopped', why: 'Cancelled.' });
  };

  return (
    <Dialog title="Plan it" wide onClose={onClose}>
      <p>
        The cheapest clusters that keep a promise for this workload: {loadWords(scenario)},{' '}
        {tokens(scenario.ctx)} tokens a request, {ratio(scenario.io)} input to output
        {kvWords(scenario)}.
        {trace !== null &&
          ` The trace ${trace.name} is not planned for: requests are drawn from the sliders.`}
      </p>
      <PlanForm
        scenario={scenario}
        running={search.kind === 'running'}
        onRefused={() => {
          controller.current?.abort();
          setSearch({ kind: 'nothing' });
        }}
        onFind={(goal, percentile, chip) => find({ base: scenario, goal, percentile, chip })}
      />
      <div role="status" className="plan-said">
        {search.kind === 'stopped' && search.why}
        {search.kind === 'running' &&
          (search.phase === 'sizing'
            ? 'Sizing clusters by the closed form …'
            : `Simulating the cheapest, ${count(Math.min(scenario.requests, ASIDE_REQUESTS))} requests each, more where so few do not settle …`)}
        {search.kind === 'found' && 'The search has ended.'}
      </div>
      {search.kind === 'running' && (
        <div className="plan-progress">
          <progress value={search.done} aria-label="Search under way" />
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
        </div>
      )}
      {search.kind === 'found' && (
        <PlanAnswer question={search.question} result={search.result} onAsk={find} />
      )}
    </Dialog>
  );
}
