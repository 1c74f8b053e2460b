import type { Plugin } from 'vite';

export function prerendered(): Plugin;
