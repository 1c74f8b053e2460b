import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { SideReport } from '../src/engine/result';

/** The parts of `window.tokenyard` that tests use. */
interface PageApi {
  ready: Promise<unknown>;
  idle: () => Promise<void>;
  scenario: () => Record<string, string | number | boolean | object | null>;
  result: () => { a: SideReport; b: SideReport | null };
}

/** How a test meets the page: it opens links, waits for answers, and reads what a program could read. */
export class App {
  readonly page: Page;
  readonly answer: Locator;
  readonly flow: Locator;
  readonly canvas: Locator;
  /** What the page said went wrong: console errors, exceptions, requests that left this machine. */
  readonly complaints: string[] = [];
  private readonly paused: boolean;

  constructor(page: Page, paused: boolean) {
    this.page = page;
    this.paused = paused;
    this.answer = page.getByRole('region', { name: 'Answer' });
    this.flow = page.getByRole('figure', { name: 'Token flow' });
    this.canvas = this.flow.locator('canvas').first();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') this.complaints.push(request.url());
    });
  }

  /** Opens the page on a fragment and waits until what it shows is the answer. */
  async open(fragment = ''): Promise<void> {
    // A change of the fragment alone would not load the page anew.
    await this.page.goto('about:blank');
    await this.page.goto(fragment === '' ? './' : `./#${fragment}`);
    await this.idle();
    if (this.paused)
      await this.page.evaluate(() =>
        document.querySelector<HTMLElement>('.flow-bar [aria-label="Pause"]:not(:disabled)')?.click(),
      );
  }

  /** What is on screen is the final answer to the current scenario. */
  async idle(): Promise<void> {
    await this.page.waitForFunction(() => 'tokenyard' in window);
    await this.page.evaluate(async () => {
      const { tokenyard } = window as unknown as { tokenyard: PageApi };
      await tokenyard.ready;
      await tokenyard.idle();
    });
  }

  async result() {
    await this.idle();
    return this.page.evaluate(() => (window as unknown as { tokenyard: PageApi }).tokenyard.result());
  }

  scenario() {
    return this.page.evaluate(() => (window as unknown as { tokenyard: PageApi }).tokenyard.scenario());
  }

  /** The computed sentence. */
  get sentence(): Locator {
    return this.answer.locator('p').first();
  }

  slider(name: string): Locator {
    return this.page.getByRole('slider', { name, exact: true });
  }

  /** The text input beside a slider. */
  typed(name: string): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^${name}`) });
  }

  /** What the canvas holds now: for its upper and lower half, a hash of the pixels and how many colours. */
  picture(): Promise<{ hash: number; colours: number }[]> {
    return this.canvas.evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d');
      if (!context || canvas.width === 0) return [];
      const half = Math.floor(canvas.height / 2);
      return [0, half].map((top) => {
        const pixels = new Uint32Array(context.getImageData(0, top, canvas.width, half).data.buffer);
        let hash = 0;
        for (const pixel of pixels) hash = (Math.imul(hash, 31) + pixel) | 0;
        return { hash, colours: new Set(pixels).size };
      });
    });
  }

  /** Drops a file on the page, as a person does from a folder. */
  async drop(name: string, content: string | { randomBytes: number }): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([fileName, text, bytes]) => {
        const random = new Uint8Array(bytes);
        for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(random.subarray(at, at + 65_536));
        // One file in a hundred would begin with a bracket, and be taken for JSON.
        random.fill(0, 0, 1);
        const transfer = new DataTransfer();
        transfer.items.add(new File([text, random], fileName));
        return transfer;
      },
      typeof content === 'string'
        ? ([name, content, 0] as const)
        : ([name, '', content.randomBytes] as const),
    );
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.dispatchEvent('main', type, { dataTransfer: data });
    }
  }
}

/** A test that has the app, and that fails when the page complained. */
export const test = base.extend<{ app: App; paused: boolean }>({
  /** The flow stands still from the first answer on: tests of other parts then wait for no picture. Those of what moves say false. */
  paused: [true, { option: true }],
  app: async ({ page, paused }, use) => {
    const app = new App(page, paused);
    await use(app);
    expect(app.complaints).toEqual([]);
  },
});

export { expect };
