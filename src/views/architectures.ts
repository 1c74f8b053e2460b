import type { ArchitectureId } from '../engine/input';
import type { SideScenario } from '../scenario/scenario';

/** How people name the architectures. `short` goes on cards and line ends, `long` explains the choice. */
export interface ArchitectureText {
  short: string;
  long: string;
}

export const ARCHITECTURE_TEXT: Record<ArchitectureId, ArchitectureText> = {
  gpu: { short: 'GPU', long: 'One pool of GPUs does both phases: it reads prompts and writes answers.' },
  'gpu-split': {
    short: 'GPU + GPU',
    long: 'One pool of GPUs reads prompts, another writes answers; the KV cache crosses a link between them.',
  },
  'gpu-sram': {
    short: 'GPU + SRAM',
    long: 'GPUs read prompts; chips that keep all weights in SRAM write answers.',
  },
  afd: {
    short: 'AFD',
    long: 'Attention on GPUs and feed-forward on SRAM chips, layer by layer, for every token.',
  },
  sram: { short: 'SRAM', long: 'Chips that keep all weights in SRAM do both phases.' },
  edge: { short: 'Edge', long: 'One small device does both phases, near its user.' },
};

/** What a side was asked for in the way of sharing a model, to follow its chips: `, TP 8, PP 2`. */
export function layoutText({ tensorParallel, parallel: { pp, ep } }: SideScenario): string {
  const degrees: [string, number][] = [
    ['TP', tensorParallel === 'auto' ? 0 : tensorParallel],
    ['PP', pp > 1 ? pp : 0],
    ['EP', ep > 1 ? ep : 0],
  ];
  return degrees.map(([name, degree]) => (degree > 0 ? `, ${name} ${String(degree)}` : '')).join('');
}
