import type { Plugin } from 'vite';

export function siteFiles(): Plugin;
