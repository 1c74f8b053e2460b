import type { ModelInput, PoolInput } from '../input';
import { chipsText, countText } from './quantities';

/**
 * A pool of GPUs whose layers are cut into stages, or whose experts lie over ranks, is laid out as instances of one
 * tensor-parallel group each: of S stages S batches are under way at once, each with its share of the KV memory (as vLLM's
 * virtual engines had), and of R ranks each attends to its own sequences. An instance costs what a batch waits for.
 */
export interface GpuDegrees {
  stages: number;
  ranks: number;
}

export function degreesOf({ pipelineParallel, expertRanks }: PoolInput): GpuDegrees {
  return { stages: pipelineParallel ?? 1, ranks: expertRanks?.ranks ?? 1 };
}

/** Tensor-parallel groups that hold the model together. */
export const groupsTogether = ({ stages, ranks }: GpuDegrees): number => stages * ranks;

/** Why the model cannot be cut so; null when it can. */
export function cutProblem({ shape, name }: ModelInput, { stages, ranks }: GpuDegrees): string | null {
  if (stages > shape.layers)
    return `A pipeline of ${countText(stages)} stages is more than the ${countText(Math.floor(shape.layers))} layers of ${name}.`;
  if (ranks === 1) return null;
  if (shape.moe === null) return `${name} has no experts that could lie over ${countText(ranks)} ranks.`;
  const { experts } = shape.moe;
  return ranks > experts
    ? `${countText(ranks)} ranks are more than the ${countText(Math.floor(experts))} experts of a layer of ${name}.`
    : null;
}

/** `a pipeline of 4 stages × 8 expert ranks`; empty where there is neither. */
export function degreesText({ stages, ranks }: GpuDegrees): string {
  const parts: string[] = [];
  if (stages > 1) parts.push(`a pipeline of ${countText(stages)} stages`);
  if (ranks > 1) parts.push(`${countText(ranks)} expert ranks`);
  return parts.join(' × ');
}

/** What an instance stands for. */
export function degreesReason({ stages, ranks }: GpuDegrees, tensorParallel: number): string {
  const group = chipsText(tensorParallel);
  const sentences: string[] = [];
  if (stages > 1)
    sentences.push(
      `The layers lie in ${countText(stages)} stages of ${group}; as many batches are under way, each an instance here.`,
    );
  if (ranks > 1)
    sentences.push(
      `The experts lie over ${countText(ranks)} ranks of ${group}; each attends to its own sequences and is an instance here.`,
    );
  return sentences.join(' ');
}
