import type { SyntheticWorkload, WorkloadClass } from '../engine/input';
import { scaleClasses } from '../engine/workload/scale-classes';
import { classPreset } from './class-presets';
import { modelInputOf } from './resolve-model';
import type { ClassShare, Scenario } from './scenario';
import { usualLengths } from './usual-lengths';

/** The workload as a mixture; as it is where the scenario has no classes. The mean lengths are those of the mixture. */
export function withClasses(workload: SyntheticWorkload, scenario: Scenario): SyntheticWorkload {
  if (scenario.classes === null) return workload;
  const usual = scenario.classes.map((asked) => workloadClass(asked, workload, scenario));
  const { ctx, io } = usualLengths(scenario);
  const own = scenario.ctx === ctx && scenario.io === io;
  const classes = own ? usual : scaleClasses(usual, scenario.ctx, scenario.io);
  const total = classes.reduce((sum, { share }) => sum + share, 0);
  const mean = (length: (of: WorkloadClass) => number): number =>
    classes.reduce((sum, of) => sum + (of.share / total) * length(of), 0);
  return {
    ...workload,
    promptTokensMean: mean((of) => of.promptTokensMean),
    outputTokensMean: mean((of) => of.outputTokensMean),
    classes,
  };
}

function workloadClass(
  { id, share, model: chosen }: ClassShare,
  workload: SyntheticWorkload,
  scenario: Scenario,
): WorkloadClass {
  const preset = classPreset(id);
  if (preset === null) throw new Error(`no class of requests is called ${id}`);
  const model = chosen ?? preset.model;
  const own = model === null ? null : modelInputOf(scenario, model);
  return {
    id,
    label: preset.label,
    kind: preset.kind,
    slo: preset.slo && { ttftSeconds: preset.slo.ttft, tpotSeconds: preset.slo.tpot },
    share,
    promptTokensMean: preset.promptTokens,
    promptTokensCv: preset.promptCv,
    outputTokensMean: preset.outputTokens,
    outputTokensCv: preset.outputCv,
    maxContext: own?.model.maxContext ?? workload.maxContext,
    ...(own && { model: own.model.id }),
  };
}
