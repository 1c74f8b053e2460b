import { pow } from '../number/portable';
import { COSTS } from './fixtures';
import { ReuseCurve } from './reuse-curve';

/** A block as the plainest store has it. */
interface Block {
  name: number;
  place: number;
  refs: number;
  uses: number;
  /** Uses that halve, for the policy that counts them. */
  score: number;
  order: number;
  usedAt: number;
  kind: number;
  /** Name of the block before it, once both have been here together. */
  parent: number | null;
}

/**
 * What `PrefixCache` must do, block by block and by search through all of them, for tests: blocks by name, and whoever
 * has to go is found by looking at everybody.
 */
export class BlockStore {
  readonly blocks = new Map<number, Block>();
  /** Names in the order in which they were given up. */
  readonly gone: number[] = [];
  idleSeconds = 0;
  kind = 0;
  private readonly capacity: number;
  private readonly policy: string;
  private readonly curves = COSTS.reuse.map((reuse) => new ReuseCurve(reuse, 60));
  private moment = 0;

  constructor(capacity: number, policy: string) {
    this.capacity = capacity;
    this.policy = policy;
  }

  match(chain: readonly number[]): number {
    const missing = chain.findIndex((name) => !this.blocks.has(name));
    return missing < 0 ? chain.length : missing;
  }

  acquire(chain: readonly number[], from: number, to: number, now: number, times: number): void {
    for (let k = from; k < to; k++) this.hold(chain, k, now, times);
  }

  insert(chain: readonly number[], from: number, to: number, now: number): number {
    for (let k = from; k < to; k++) {
      if (this.blocks.has(chain[k]!)) this.hold(chain, k, now, 1);
      else if (!this.add(chain, k, 1, now)) return k;
    }
    return to;
  }

  /** Blocks [from, to), none of which is here, come last block first and are cached at once. */
  receive(chain: readonly number[], from: number, to: number, uses: number, now: number): void {
    for (let k = to - 1; k >= from && this.add(chain, k, uses, now); k--) {
      const child = k + 1 < to ? this.blocks.get(chain[k + 1]!) : undefined;
      if (child) child.parent = chain[k]!;
      this.letGo(chain[k]!, now);
    }
  }

  release(chain: readonly number[], from: number, to: number, now: number): void {
    for (let k = to - 1; k >= from; k--) this.letGo(chain[k]!, now);
  }

  trim(target: number, now: number): void {
    while (this.blocks.size > target && this.evictOne(null, now));
  }

  private add(chain: readonly number[], k: number, uses: number, now: number): boolean {
    const before = k > 0 && this.blocks.has(chain[k - 1]!) ? chain[k - 1]! : null;
    if (this.blocks.size >= this.capacity && !this.evictOne(before, now)) return false;
    const name = chain[k]!;
    const score = uses * pow(2, Math.floor(now / 600));
    const block = { name, place: k, refs: 1, uses, score, order: 0, usedAt: 0, kind: 0, parent: before };
    this.blocks.set(name, block);
    return true;
  }

  private hold(chain: readonly number[], k: number, now: number, times: number): void {
    const block = this.blocks.get(chain[k]!)!;
    block.refs++;
    block.uses += times;
    block.score += times * pow(2, Math.floor(now / 600));
    if (k > 0 && this.blocks.has(chain[k - 1]!)) block.parent ??= chain[k - 1]!;
  }

  private letGo(name: number, now: number): void {
    const block = this.blocks.get(name)!;
    if (--block.refs > 0) return;
    block.order = ++this.moment;
    block.usedAt = now;
    block.kind = this.kind;
  }

  /** Gives up a block that nobody uses, but not this one. */
  private evictOne(kept: number | null, now: number): boolean {
    const all = [...this.blocks.values()];
    const chains = this.policy === 'lineage' || this.policy === 'cost';
    const parents = new Set(all.map(({ parent }) => parent));
    const may = all.filter(
      ({ refs, name }) => refs === 0 && !(chains && (parents.has(name) || name === kept)),
    );
    may.sort((a, b) => a.order - b.order);
    if (this.policy === 'lfu') may.sort((a, b) => a.score - b.score || a.order - b.order);
    if (this.policy === 'cost') {
      // The oldest of each kind, by value; the first kind of equals.
      const heads = this.curves.flatMap((_, kind) => may.find((block) => block.kind === kind) ?? []);
      const value = ({ kind, usedAt }: Block) => this.curves[kind]!.at(now - usedAt) * COSTS.savedSeconds[0]!;
      heads.sort((a, b) => value(a) - value(b));
      may.splice(0, may.length, ...heads);
    }
    const [victim] = may;
    if (victim === undefined) return false;
    this.blocks.delete(victim.name);
    this.gone.push(victim.name);
    this.idleSeconds += now - victim.usedAt;
    for (const block of all) if (block.parent === victim.name) block.parent = null;
    return true;
  }
}
