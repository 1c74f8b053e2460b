import type { PoolRole } from './input';

/** What a pool's role means for those that route, run and meter. */

/** Takes sequences whose prompt was computed elsewhere, and reserves memory for their whole length. */
export function decodesOnly(role: PoolRole): boolean {
  return role === 'decode' || role === 'attention';
}

/** Requests are sent there when they arrive. */
export function takesArrivals(role: PoolRole): boolean {
  return role === 'mixed' || role === 'prefill';
}

/** A companion: no request is sent to it; it does part of another pool's steps and is metered with them. */
export function isCompanion(role: PoolRole): boolean {
  return role === 'ffn' || role === 'draft';
}
