import type { Plugin } from 'vite';

export function firstLoad(entry: string): {
  plugin: Plugin;
  group: { name: string; test: (id: string) => boolean; priority: number };
};
