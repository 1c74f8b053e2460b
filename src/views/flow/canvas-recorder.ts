/** A canvas that writes down what is asked of it. Text is as wide as in a wide typeface. */
export function recorder() {
  const calls: string[] = [];
  const fonts = new Set<number>();
  /** What was written, where it ends at either side; the origin as the pen has moved it. */
  const texts: { text: string; left: number; right: number; y: number }[] = [];
  const origins = [{ x: 0, y: 0 }];
  const state: Record<string, unknown> = {};
  const ctx = new Proxy(state, {
    get(_, name: string) {
      if (name === 'measureText') return (text: string) => ({ width: text.length * fontSize() * 0.6 });
      if (name in state) return state[name];
      return (...args: unknown[]) => {
        const text = name === 'fillText';
        if (text) {
          fonts.add(fontSize());
          const width = String(args[0]).length * fontSize() * 0.6;
          const align = String(state.textAlign);
          const x = Number(args[1]) + origins.at(-1)!.x;
          const left = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x;
          texts.push({
            text: String(args[0]),
            left,
            right: left + width,
            y: Number(args[2]) + origins.at(-1)!.y,
          });
        }
        if (name === 'save') origins.push({ ...origins.at(-1)! });
        if (name === 'restore') origins.pop();
        if (name === 'translate') {
          origins.at(-1)!.x += Number(args[0]);
          origins.at(-1)!.y += Number(args[1]);
        }
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
  return { ctx: ctx as unknown as CanvasRenderingContext2D, calls, fonts, texts };
}

/** Node has no canvas; what the paths hold is not looked at. */
export function standInForPaths(): void {
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
}
