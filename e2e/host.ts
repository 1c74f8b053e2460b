import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type Frame, type FrameLocator, type Page } from '@playwright/test';

/** What an embed said to the page around it. */
export interface Said {
  type: string;
  [field: string]: unknown;
}

/** A page of somebody else's: another site on this machine, around frames of the page under test. */
export class Host {
  readonly page: Page;
  /** Address of the page under test, with its slash. */
  readonly yard: string;
  private readonly address: string;
  private html = '';

  constructor(page: Page, yard: string, address: string) {
    this.page = page;
    this.yard = yard;
    this.address = address;
  }

  body(): string {
    return this.html;
  }

  /** Shows this HTML, with a log of what its frames say. `{yard}` is the address of the page under test. */
  async show(body: string): Promise<void> {
    this.html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
      <script>
        window.said = [];
        addEventListener('message', ({ data, source }) => {
          const frames = [...document.querySelectorAll('iframe, tokenyard-embed')];
          const at = frames.findIndex((f) => (f.shadowRoot?.querySelector('iframe') ?? f).contentWindow === source);
          if (data?.tokenyard === 1) said.push({ ...data, at });
        });
        window.say = (message, at = 0) => {
          const frame = document.querySelectorAll('iframe, tokenyard-embed')[at];
          (frame.shadowRoot?.querySelector('iframe') ?? frame).contentWindow.postMessage(message, '*');
        };
      </script>
      <body style="margin:0">${body.replaceAll('{yard}', this.yard)}</body></html>`;
    await this.page.goto(this.address);
  }

  /** Shows a whole page as it is. */
  async showPage(html: string): Promise<void> {
    this.html = html;
    await this.page.goto(this.address);
  }

  /** What was said so far, by the frame at that place in the page. */
  said(at = 0): Promise<Said[]> {
    return this.page.evaluate(
      (place) =>
        (window as unknown as { said: (Said & { at: number })[] }).said.filter((one) => one.at === place),
      at,
    );
  }

  async hears(expected: Partial<Said> | ((said: Said) => boolean), at = 0): Promise<void> {
    const fits =
      typeof expected === 'function'
        ? expected
        : (said: Said) => Object.entries(expected).every(([field, value]) => said[field] === value);
    await expect(async () => expect((await this.said(at)).some(fits)).toBe(true)).toPass({ timeout: 15_000 });
  }

  async say(message: object, at = 0): Promise<void> {
    await this.page.evaluate(
      ([data, place]) => (window as unknown as { say: (data: object, at: number) => void }).say(data, place),
      [{ tokenyard: 1, ...message }, at] as const,
    );
  }

  /** The frame inside the host's nth frame or element. */
  frame(at = 0): FrameLocator {
    return this.page.locator('iframe').nth(at).contentFrame();
  }

  /** For questions to the page inside. */
  frames(): Frame[] {
    return this.page.frames().slice(1);
  }
}

/** A test that has a host. Storage is refused to every frame, as browsers do to third parties. */
export const test = base.extend<{ host: Host }>({
  host: async ({ page, baseURL }, use) => {
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
        Object.defineProperty(window, name, { get: refuse });
      }
      Object.defineProperty(document, 'cookie', { get: refuse, set: refuse });
    });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    let host: Host | null = null;
    const server = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(host?.body() ?? '');
    });
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    const { port } = server.address() as AddressInfo;
    host = new Host(page, baseURL ?? '', `http://localhost:${port}/`);
    await use(host);
    server.closeAllConnections();
    server.close();
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  },
});
