import { MAX_BLOCK_IDS, type BlockRows } from '../memory/block-rows';
import type { SessionRequests, SessionWorkload } from './session-workload';

/**
 * Names: first the blocks of the system prompts, then those of each session, numbered on. A block that a system
 * prompt fills only in part belongs to the session.
 */
export function nameBlocks(
  workload: SessionWorkload,
  systemPrompt: Int32Array,
  columns: Pick<SessionRequests, 'promptTokens' | 'outputTokens' | 'session'>,
  count: number,
): BlockRows {
  const { promptTokens, outputTokens, session } = columns;
  const { blockTokens } = workload;
  const shared = Math.floor(Math.floor(workload.systemTokens) / blockTokens);
  const blocksOf = (i: number) => Math.floor((promptTokens[i]! + outputTokens[i]!) / blockTokens);
  const offsets = new Int32Array(count + 1);
  let total = 0;
  // The last turn of a session has its longest chain: that many names are its own.
  const longest = new Int32Array(systemPrompt.length);
  for (let i = 0; i < count; i++) {
    const blocks = blocksOf(i);
    total += blocks;
    if (total > MAX_BLOCK_IDS) {
      throw new RangeError(
        `sessions of ${MAX_BLOCK_IDS} blocks or more: make blocks larger or sessions fewer`,
      );
    }
    offsets[i + 1] = total;
    longest[session[i]!] = Math.max(longest[session[i]!]!, blocks);
  }
  const own = new Int32Array(systemPrompt.length);
  let next = workload.systemPrompts * shared;
  for (let s = 0; s < own.length; s++) {
    // Block k of the session, k ≥ shared, is called own + k.
    own[s] = next - shared;
    next += Math.max(0, longest[s]! - shared);
  }
  const ids = new Int32Array(total);
  for (let i = 0; i < count; i++) {
    const s = session[i]!;
    const first = offsets[i]!;
    const blocks = offsets[i + 1]! - first;
    for (let k = 0; k < blocks; k++) {
      ids[first + k] = k < shared ? systemPrompt[s]! * shared + k : own[s]! + k;
    }
  }
  return { offsets, ids, blockTokens };
}
