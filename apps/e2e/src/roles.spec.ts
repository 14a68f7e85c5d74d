// Every address of the dashboard with the eyes of each role: nothing in the console, nothing against
// the content policy or Trusted Types, no question that the server refuses, no page that says nothing.
// The addresses come from the router's own files: a new page is looked at without a line here.
import { allRoutes } from './routes.js';
import { ask, expect, opened, settled, test, type Page } from './story.js';

type Lists = Record<string, { items: { id: string; ref?: string }[] }>;

/** What stands for a parameter, by the address that holds it. */
async function samples(): Promise<Readonly<Record<string, string>>> {
  const found = await ask<Lists>(
    `{ vendors(limit: 1) { items { id ref } } agreements(limit: 1) { items { id ref } }
       assessments(limit: 1) { items { id ref } } breaches(limit: 1) { items { id ref } }
       templates(limit: 1) { items { id } } }`,
  );
  const first = (list: string): { id: string; ref?: string } => found[list]?.items[0] ?? { id: '' };
  return {
    '/vendors/:ref': `/vendors/${first('vendors').ref}`,
    '/agreements/:ref': `/agreements/${first('agreements').ref}`,
    '/assessments/:ref': `/assessments/${first('assessments').ref}`,
    '/assessments/templates/:id': `/assessments/templates/${first('templates').id}`,
    '/breaches/:ref': `/breaches/${first('breaches').ref}`,
    // nothing is there: the page says so
    '/settings/reviews/:id': '/settings/reviews/00000000-0000-4000-8000-000000000000',
    '/**': '/nowhere',
  };
}

/** Each role as the switcher names it, and the settings that it may not open. */
const roles = [
  { name: 'Administrator', shut: [] },
  { name: 'Compliance', shut: [] },
  { name: 'Auditor (reads)', shut: [] },
  {
    name: 'Procurement',
    shut: ['audit', 'events', 'keys', 'retention', 'reviews', 'sign-on', 'tokens'],
  },
  {
    name: 'Executive (reads)',
    shut: ['audit', 'events', 'keys', 'retention', 'reviews', 'sign-on', 'tokens'],
  },
] as const;

/** Buttons that change something: whoever only reads has none of them, their own account apart. */
const CHANGES =
  /^(Accept|Add|Change|Confirm|Decide|Invite|Let|Make|Manage|Open|Record|Really|Remove|Revoke|Set|Start|Undo)\b/;
const DOORS = /^\/(sign-in|set-up|invitation|reset|enrol)$/;

async function seenAs(page: Page, role: string): Promise<void> {
  await opened(page, '/');
  const banner = page.getByLabel('Sample data');
  await banner.getByText('Seen as').click();
  // known by what was asked: a page that is read anew takes the reply's text with it
  const switched = page.waitForResponse((reply) =>
    (reply.request().postData() ?? '').includes('"variables":{"role":"'),
  );
  await banner.getByRole('button', { name: role }).click();
  await switched;
  await expect(banner.locator('summary')).toContainText(role);
  await settled(page);
  // the session goes on under another cookie
  const kept = test.info().project.use.storageState;
  await page.context().storageState({ path: kept as string });
}

/** Codes of the errors that the server answers with. */
function refusalsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on('response', (response) => {
    if (!response.url().endsWith('/graphql')) return;
    const text = response.text().catch(() => '');
    void text.then((body) => {
      const code = /"code":"(FORBIDDEN|INTERNAL|INVALID)"/.exec(body)?.[1];
      if (code) heard.push(`${code} on ${page.url()}: ${body.slice(0, 200)}`);
    });
  });
  return heard;
}

/** Opens a path and waits until its first content has come. */
async function stood(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
  await expect(page.locator('ch-skeleton'), path).toHaveCount(0);
}

async function looksRight(page: Page, path: string, shut: boolean): Promise<void> {
  const refusal = page.getByText('Your role does not open this page.');
  await expect(refusal, path).toHaveCount(shut ? 1 : 0);
  await expect(page.getByRole('main').or(page.locator('body')).first(), path).not.toHaveText('');
  const nav = page.getByRole('navigation', { name: 'Settings' });
  if (await nav.count()) {
    const here = nav.locator(`a[href="${path}"]`);
    if (shut) await expect(here, path).toHaveCount(0);
  }
}

for (const { name, shut } of roles) {
  test(`every page stands for the role ${name}, or says that it is not for it`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const refusals = refusalsOf(page);
    const stands = await samples();
    await seenAs(page, name);
    const offered: string[] = [];
    for (const route of allRoutes()) {
      const path = stands[route] ?? route;
      expect(path, 'samples() has an address for it').not.toContain(':');
      // the pages before the sign-in know no roles
      if (name !== 'Administrator' && DOORS.test(path)) continue;
      await stood(page, path);
      const closed = shut.some(
        (each) => route.split('/')[2] === each && path.startsWith('/settings'),
      );
      await looksRight(page, path, closed);
      // one's own account everybody may change
      if (!name.endsWith('(reads)') || path === '/account') continue;
      // the head of a column is a button too
      const buttons = await page.getByRole('main').locator('button:not(th *)').allInnerTexts();
      offered.push(
        ...buttons.filter((text) => CHANGES.test(text.trim())).map((t) => `${path}: ${t}`),
      );
    }
    expect(offered).toEqual([]);
    expect(refusals).toEqual([]);
  });
}

test('what a role may not read is left out, not called absent', async ({ page }) => {
  const { agreements } = await ask<Lists>('{ agreements(limit: 1) { items { id ref } } }');
  const agreement = `/agreements/${agreements?.items[0]?.ref}`;
  const withheld = [
    { path: '/settings/people', texts: ['Second factors', 'Last signed in'] },
    { path: agreement, texts: ['Documents', 'Note'] },
  ];
  for (const { role, shown } of [
    { role: 'Executive (reads)', shown: 0 },
    { role: 'Administrator', shown: 1 },
  ]) {
    await seenAs(page, role);
    for (const { path, texts } of withheld) {
      await opened(page, path);
      const heads = page.getByRole('columnheader').or(page.getByRole('heading', { level: 2 }));
      for (const text of texts)
        await expect(heads.filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) })).toHaveCount(shown);
    }
  }
});

test('a role that is given up leaves no page behind that it alone may open', async ({ page }) => {
  await seenAs(page, 'Administrator');
  await opened(page, '/settings/audit');
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  const banner = page.getByLabel('Sample data');
  await banner.getByText('Seen as').click();
  await banner.getByRole('button', { name: 'Executive (reads)' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Not for your role' })).toBeVisible();
  await page.getByRole('link', { name: 'To the overview' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await seenAs(page, 'Administrator');
});
