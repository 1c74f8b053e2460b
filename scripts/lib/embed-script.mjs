import path from 'node:path';
import { root } from './root.mjs';

const NAME = 'embed.js';

/**
 * Vite plugin: builds the element's script beside the page under a name that never changes. It is a classic script of
 * one file, unlike the rest of the build, so it is a build of its own.
 */
export function embedScript() {
  return {
    name: 'embed-script',
    apply: (_config, { isSsrBuild }) => !isSsrBuild && !process.env.VITEST,
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: NAME, source: await code() });
    },
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, (_request, response, next) => {
        code().then((source) => {
          response.setHeader('Content-Type', 'text/javascript');
          response.end(source);
        }, next);
      });
    },
  };
}

async function code() {
  const { build } = await import('vite');
  const { output } = [
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      build: {
        write: false,
        target: 'es2022',
        lib: { entry: path.join(root, 'src/embed/main.ts'), formats: ['iife'], name: 'TokenyardEmbed' },
      },
    }),
  ].flat()[0];
  return output[0].code;
}
