import path from 'node:path';

/**
 * How to run npm: command, arguments, and whether it takes a shell. Under `npm run` npm says where it is; its
 * own launcher is a script, which Windows only starts through a shell.
 */
export function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli && path.basename(cli) === 'npm-cli.js') return [process.execPath, [cli, ...args], false];
  return ['npm', args, process.platform === 'win32'];
}
