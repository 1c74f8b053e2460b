import { existsSync } from 'node:fs';
import { expect, test, type App } from './app';

/**
 * The main views of one scenario on a fixed seed, standing still. Two visits must paint the same pixels anywhere; that
 * they are the pixels kept in `screens.spec.ts-snapshots` is checked where browser and fonts are those the pictures
 * were taken with (`npm run e2e -- screens --update-snapshots` takes them anew), and said to be skipped elsewhere.
 */

const SEED = 'n=200&seed=7';
const LARGE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const FRAME = { width: 600, height: 400 };

const SCREENS = [
  ['page', `v=1&${SEED}`, LARGE, 'light'],
  ['page-dark', `v=1&${SEED}`, LARGE, 'dark'],
  ['phone', `v=1&${SEED}`, PHONE, 'light'],
  ['race', `v=1&${SEED}&view=race`, FRAME, 'light'],
  ['energy', `v=1&${SEED}&view=energy`, LARGE, 'light'],
  ['frontier', `v=1&${SEED}&view=frontier`, LARGE, 'light'],
  ['split-layer', `v=1&${SEED}&a=afd&b=gpu-split&b.spec=4:0.7`, LARGE, 'light'],
  ['remembered', `v=1&${SEED}&b=none&turns=8&a.tiers=device,dram:2t`, LARGE, 'dark'],
] as const;

/** Browser and fonts, as far as a picture depends on them. */
async function drawnBy(app: App): Promise<string> {
  const major = app.page.context().browser()?.version().split('.')[0] ?? '';
  const widths = await app.page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')!;
    return ['12px system-ui', 'bold 20px system-ui', '13px monospace'].map((font) => {
      pen.font = font;
      return Math.round(pen.measureText('Tokenyard 0123456789 µ×Δ').width * 100);
    });
  });
  return [major, ...widths].join('-');
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const [name, link, viewport, colorScheme] of SCREENS) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme });
    test('paints the same pixels every time', async ({ app, page }, info) => {
      const visit = async (): Promise<Buffer> => {
        await app.open(link);
        await page.evaluate(() => document.fonts.ready);
        const shot = () => page.screenshot({ animations: 'disabled', caret: 'hide' });
        let picture = await shot();
        // A canvas paints in the frame after the answer: what is compared stands still.
        await expect(async () => {
          const before = picture;
          picture = await shot();
          expect(picture.equals(before)).toBe(true);
        }).toPass();
        return picture;
      };
      const first = await visit();
      const kept = `${name}-${await drawnBy(app)}.png`;
      const again = async () =>
        expect((await visit()).equals(first), 'another visit paints other pixels').toBe(true);
      if (info.config.updateSnapshots !== 'all' && !existsSync(info.snapshotPath(kept))) {
        info.annotations.push({ type: 'skipped', description: `no picture was kept as ${kept}` });
        await again();
        return;
      }
      // Where one is kept, each visit is held to it: an edge may be smoothed otherwise on a machine that is busy.
      for (const picture of [first, await visit()])
        expect(picture).toMatchSnapshot(kept, { maxDiffPixelRatio: 0.0005 });
    });
  });
}
