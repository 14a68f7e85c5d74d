// The built demo as a user meets it: `npm run demo` starts it, it answers for its health and its
// heatmap, Ctrl-C ends it and leaves no process. Run by .ci/run; ends with `N passed, N failed`.
import { freePort } from '../postgres/postmaster.ts';
import { check, checkEnd, expect, npmRun, play } from './told-story.ts';

interface Cell {
  readonly count: number;
}

async function heatmap(url: string, token: string): Promise<void> {
  const query = `{ riskHeatmap(basis: CEILING) {
    cells { likelihood impact count band byBand { band count } }
    notAssessed { count byCeiling { band count } } } }`;
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const text = await reply.text();
  const { data } = JSON.parse(text) as {
    data?: { riskHeatmap?: { cells: readonly Cell[]; notAssessed: Cell } };
  };
  const map = data?.riskHeatmap;
  if (!map) throw new Error(text.slice(0, 500));
  const vendors = map.cells.reduce((sum, { count }) => sum + count, map.notAssessed.count);
  expect(vendors >= 30, `only ${vendors} vendors are on the map`);
}

async function refusesStrangers(url: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ riskHeatmap { notAssessed { count } } }' });
  const reply = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const text = await reply.text();
  expect(!text.includes('"notAssessed"'), text.slice(0, 200));
}

await play(async (dataDir) => {
  const port = await freePort();
  const demo = npmRun(['demo', '--', '--print-token'], { DATA_DIR: dataDir, PORT: String(port) });
  const url = `http://localhost:${port}`;
  let token = '';
  await check('the demo starts and prints its address, a link and a token', async () => {
    token = (await demo.says(/API token: (\S+)/, 300_000)) ?? '';
    expect(token !== '', 'no token after 300 s, or it has ended');
    expect(demo.output().includes(`\n${url}\n`), 'the address is not on a line of its own');
    expect(demo.output().includes(`${url}/sign-in#t=`), 'no sign-in link');
  });
  for (const path of ['/livez', '/readyz', '/']) {
    await check(`GET ${path} answers 200`, async () => {
      const { status } = await fetch(`${url}${path}`);
      expect(status === 200, `status ${status}`);
    });
  }
  await check('the heatmap holds the sample organisation’s vendors', () => heatmap(url, token));
  await check('the graph refuses who has no token', () => refusesStrangers(url));
  await checkEnd(demo, dataDir, 20);
});
