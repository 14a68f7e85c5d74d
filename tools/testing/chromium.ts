import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/run.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
];

function search(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return existsSync(given) ? given : undefined;
  const folders = (process.env['PATH'] ?? '').split(':').concat('/usr/bin', '/usr/local/bin');
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...usualPlaces].find((path) => existsSync(path));
}

/** The one command that gets a browser on this machine. */
export const hint =
  'No Chromium found. Set CHROMIUM_PATH, or install one: sudo apt-get install -y chromium';

/** A browser on this machine; root on a Debian gets one by apt. Undefined where there is none. */
export async function chromium(): Promise<string | undefined> {
  const found = search();
  if (found || process.env['CHROMIUM_PATH']) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium by apt …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, quiet: true, timeout: 10 * 60_000 };
  await run('apt-get', ['update'], options);
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  const { code, output } = await run('apt-get', install, options);
  if (code !== 0) console.error(output);
  return search();
}
