import { beforeAll, describe, expect, test } from 'vitest';
import { drawFlow } from './draw';
import { colocated, disaggregated } from './fixtures';
import { layoutFlow } from './layout';
import { chooseStart } from './pace';
import { planRows } from './spotlight';
import { moveTokens } from './token-motion';

/** A canvas that writes down what is asked of it. Text is as wide as in a wide typeface. */
function recorder() {
  const calls: string[] = [];
  const fonts = new Set<number>();
  const state: Record<string, unknown> = {};
  const ctx = new Proxy(state, {
    get(_, name: string) {
      if (name === 'measureText') return (text: string) => ({ width: text.length * fontSize() * 0.6 });
      if (name in state) return state[name];
      return (...args: unknown[]) => {
        const text = name === 'fillText';
        if (text) fonts.add(fontSize());
        const font = text ? ` in ${String(state.font)}` : '';
        calls.push(`${name} ${args.filter((arg) => typeof arg !== 'object').join(' ')}${font}`);
      };
    },
    set(_, name: string, value) {
      state[name] = value;
      // Counts where a text is written; for measuring it is set the first time only.
      if (name !== 'font') calls.push(`${name}=${String(value)}`);
      return true;
    },
  });
  const fontSize = () => Number(/([\d.]+)px/.exec(String(state.font))?.[1] ?? 0);
  return { ctx: ctx as unknown as CanvasRenderingContext2D, calls, fonts };
}

beforeAll(() => {
  // Node has no canvas; what the paths hold is not looked at here.
  Object.assign(globalThis, {
    Path2D: class {
      moveTo() {
        /* a stand-in */
      }
      lineTo() {
        /* a stand-in */
      }
    },
  });
});

const snapshots = [colocated({ requests: 200 }), disaggregated({ requests: 200 })];
const sides = snapshots.map((snapshot, i) => ({ label: `Side ${i}`, snapshot, note: null }));

function picture(width: number, height: number) {
  const layout = layoutFlow(snapshots, width, height);
  const spotlights = planRows(snapshots, layout.lanes[0]!.rows.length);
  const t = chooseStart(snapshots, spotlights);
  const record = recorder();
  const motion = moveTokens(snapshots, spotlights, t, { speed: 0.1, still: false });
  drawFlow(record.ctx, sides, layout, motion, 'light');
  return record;
}

describe.each([
  [320, 560],
  [600, 320],
  [800, 450],
  [3840, 2100],
])('the picture at %i × %i', (width, height) => {
  test('is the same for the same arguments', () => {
    expect(picture(width, height).calls).toEqual(picture(width, height).calls);
  });

  test('has no text below 12 px', () => {
    expect(Math.min(...picture(width, height).fonts)).toBeGreaterThanOrEqual(12);
  });
});

test('says the speed of both sides, and what is in their memories', () => {
  const text = picture(1000, 520)
    .calls.filter((call) => call.startsWith('fillText'))
    .join('\n');
  expect(text).toContain('tokens/s per user');
  expect(text).toContain('KV');
  expect(text).toContain('prompt tokens');
  expect(text).toContain('HBM');
  expect(text).toContain('SRAM');
});

test('a side without a cluster says why', () => {
  const record = recorder();
  const layout = layoutFlow([null], 800, 300);
  const motion = moveTokens([null], [], 0, { speed: 1, still: true });
  drawFlow(record.ctx, [{ label: 'B', snapshot: null, note: 'Too small' }], layout, motion, 'dark');
  expect(record.calls.some((call) => call.includes('Too small'))).toBe(true);
});
