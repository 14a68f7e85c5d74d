// `npm run dev` as a developer meets it: it prints the dashboard's address with a link, every script
// of the page can be read there, the API answers through it, Ctrl-C ends both. Run by .ci/run; ends
// with `N passed, N failed`.
import { freePort } from '../postgres/postmaster.ts';
import { until } from '../support/wait.ts';
import { check, checkEnd, expect, npmRun, play } from './told-story.ts';

/** The scripts that a module brings in, as the development server names them; lazy ones too. */
const imported = /(?:\bfrom|\bimport)\s*\(?\s*["'](\/[^"']+\.js[^"']*)["']/g;

/** Reads the module and all that it brings in; how many they are. @throws Error with the first that cannot be read */
async function readAll(url: string): Promise<number> {
  const known = new Set(['/main.js']);
  for (const path of known) {
    const reply = await fetch(`${url}${path}`);
    const text = await reply.text();
    expect(reply.ok, `${path}: status ${reply.status}`);
    for (const [, found] of text.matchAll(imported)) if (found) known.add(found);
  }
  return known.size;
}

await play(async (dataDir) => {
  const port = await freePort();
  const dev = npmRun(['dev'], { DATA_DIR: dataDir, PORT: String(port) });
  let url = '';
  await check('it prints the address of the dashboard and a link to sign in', async () => {
    url = (await dev.says(/^(http:\/\/localhost:\d+)$/m, 300_000)) ?? '';
    expect(url !== '' && !url.endsWith(`:${port}`), `the address is "${url}"`);
    expect(dev.output().includes(`${url}/sign-in#t=`), 'no sign-in link');
  });
  await check('the dashboard’s scripts can be read, each of them', async () => {
    const there = await until(
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      180_000,
      500,
    );
    expect(there === true, 'no page after 180 s');
    const scripts = await readAll(url);
    expect(scripts > 10, `only ${scripts} scripts`);
  });
  await check('the API answers through the same address', async () => {
    const body = JSON.stringify({ query: '{ vendors { totalCount } }' });
    const headers = { 'content-type': 'application/json', origin: url };
    const reply = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    const text = await reply.text();
    expect(text.includes('UNAUTHENTICATED'), text.slice(0, 200));
  });
  await checkEnd(dev, dataDir, 20);
});
