import { frameLink } from './frame-link';

/**
 * `<tokenyard-embed>`: a frame that grows with what it shows, for pages that are not ours. It stands alone: what it
 * imports becomes part of a script that strangers load.
 */

const ENVELOPE = 1;
const LABEL = 'Tokenyard: where every token runs';

/** Height until the page has told its own: about that of most parts, so that little moves when it comes. */
const FIRST_HEIGHT = 620;

/** What an attribute that is taken away goes back to: the page keeps what a link does not name. */
const USUAL = { view: 'full', theme: 'auto', layout: 'page' };

const CSS = `
  :host { display: block; }
  :host([hidden]) { display: none; }
  iframe { display: block; width: 100%; border: 0; }
  .poster { display: grid; justify-items: center; gap: 12px; padding: 16px; border: 1px solid currentColor; border-radius: 4px; }
  button { min-height: 44px; padding: 0 20px; border: 1px solid currentColor; border-radius: 4px; background: none;
    color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
  button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
`;

type Message = { type: string } & Record<string, unknown>;

export class TokenyardEmbed extends HTMLElement {
  static readonly observedAttributes = [
    'scenario',
    'view',
    'theme',
    'layout',
    'height',
    'load',
    'label',
    'src',
  ];

  /** Where the page lies, unless `src` says otherwise; the script that defines the element sets it. */
  static page = '';

  private frame: HTMLIFrameElement | null = null;
  private wanted = false;
  /** Address the frame was loaded with, less its fragment. */
  private loaded = '';
  private told: number | null = null;
  /** The page in the frame has answered. */
  private ready = false;

  private readonly hear = (event: MessageEvent) => {
    if (!this.frame || event.source !== this.frame.contentWindow) return;
    const data = event.data as (Partial<Message> & { tokenyard?: unknown }) | null;
    if (data?.tokenyard !== ENVELOPE || typeof data.type !== 'string') return;
    const { tokenyard: _, ...detail } = data;
    if (data.type === 'ready' && !this.ready) {
      this.ready = true;
      // Where the browser does not tell the page who embeds it, it learns that from the first message, and answers.
      this.say({ type: 'ping' });
    }
    if (data.type === 'resize' && typeof data['height'] === 'number') {
      this.told = data['height'];
      this.fitHeight();
    }
    this.dispatchEvent(new CustomEvent(`tokenyard-${data.type}`, { detail, bubbles: true }));
  };

  connectedCallback(): void {
    window.addEventListener('message', this.hear);
    this.draw();
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.hear);
    this.frame = null;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (!this.frame || name === 'src' || name === 'load') this.draw();
    else if (name === 'height') this.fitHeight();
    else if (name === 'label') this.frame.title = now ?? LABEL;
    else if (this.ready) this.show(this.linkOf(USUAL));
    else this.frame.src = this.link;
  }

  play(): void {
    this.say({ type: 'play' });
  }

  pause(): void {
    this.say({ type: 'pause' });
  }

  seek(time: number): void {
    this.say({ type: 'seek', time });
  }

  next(): void {
    this.say({ type: 'next' });
  }

  prev(): void {
    this.say({ type: 'prev' });
  }

  show(link: string): void {
    this.say({ type: 'set', link });
  }

  private get link(): string {
    return this.linkOf({});
  }

  /** `otherwise`: keys to name where neither an attribute nor the scenario does. */
  private linkOf(otherwise: Readonly<Record<string, string>>): string {
    const page = new URL(this.getAttribute('src') ?? TokenyardEmbed.page, document.baseURI).href.split(
      '#',
      1,
    )[0];
    const [view, theme, layout] = ['view', 'theme', 'layout'].map((name) => this.getAttribute(name));
    const scenario = this.getAttribute('scenario') ?? '';
    return frameLink(page ?? '', {
      scenario,
      view: view ?? null,
      theme: theme ?? null,
      layout: layout ?? null,
      otherwise,
    });
  }

  private say(message: Message): void {
    // Before that the frame is another page, which must not hear it.
    if (!this.ready) return;
    this.frame?.contentWindow?.postMessage({ tokenyard: ENVELOPE, ...message }, this.loaded);
  }

  private draw(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    const waits = this.getAttribute('load') === 'click' && !this.wanted;
    root.replaceChildren(waits ? this.poster() : this.iframe());
  }

  private iframe(): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    const { link } = this;
    this.loaded = new URL(link).origin === 'null' ? '*' : new URL(link).origin;
    frame.src = link;
    frame.title = this.getAttribute('label') ?? LABEL;
    frame.allow = 'clipboard-write; fullscreen';
    // A frame that was clicked for is wanted now.
    frame.loading = this.wanted ? 'eager' : 'lazy';
    this.frame = frame;
    this.told = null;
    this.ready = false;
    this.fitHeight();
    return frame;
  }

  /** What is inside the element, e.g. a picture, and a button that puts the page in its place. */
  private poster(): HTMLElement {
    this.frame = null;
    const poster = document.createElement('div');
    poster.className = 'poster';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Run the simulation here';
    button.addEventListener('click', () => {
      this.wanted = true;
      this.draw();
      this.frame?.focus();
    });
    poster.append(document.createElement('slot'), button);
    return poster;
  }

  private fitHeight(): void {
    if (!this.frame) return;
    const asked = Number(this.getAttribute('height') ?? 'auto');
    const { style } = this.frame;
    const slide = this.getAttribute('layout') === 'slide' && !(asked > 0);
    style.aspectRatio = slide ? '16 / 9' : '';
    style.height = slide ? 'auto' : `${String(asked > 0 ? asked : (this.told ?? FIRST_HEIGHT))}px`;
  }
}
