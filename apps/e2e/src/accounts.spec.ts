// A person's account from both ends: what she changes herself and what an administrator changes for
// her, each with what becomes of her sessions. The stories build on each other and stand in their order.
import type { Browser, BrowserContext } from '@playwright/test';
import { codeOf, enrolApp, keepCodes } from './factors.js';
import { expect, opened, test, told, type Page } from './story.js';

test.describe.configure({ mode: 'serial' });

const nobody = { cookies: [], origins: [] };
const nora = { name: 'Nora Third', email: 'nora@example.org', password: 'a barn owl keeps quiet' };
/** What Nora holds. */
let kept = { secret: '', codes: [] as string[] };
/** Where she works. */
let desk: BrowserContext;

const at = (path: string): string => new URL(path, told('CHAPERONE_E2E_URL')).href;

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ storageState: nobody });
  return context.newPage();
}

/** Password and a recovery code, somewhere else. */
async function signIn(page: Page, code: string): Promise<void> {
  await page.goto(at('/sign-in'));
  await page.getByLabel('E-mail').fill(nora.email);
  await page.getByLabel('Password', { exact: false }).first().fill(nora.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
}

async function signedInElsewhere(browser: Browser): Promise<Page> {
  const page = await newPage(browser);
  await signIn(page, kept.codes.pop() ?? '');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  return page;
}

async function isOut(page: Page): Promise<void> {
  await page.goto(at('/vendors'));
  await expect(page).toHaveURL(/\/sign-in/);
}

/** Her page in her own browser. */
async function hers(path: string): Promise<Page> {
  const page = desk.pages()[0] ?? (await desk.newPage());
  await opened(page, at(path));
  return page;
}

/** The administrator's dialog about her. */
async function manage(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await opened(page, '/settings/people?q=Nora');
  await page.getByRole('button', { name: `Manage ${nora.name}` }).click();
  return page.getByRole('dialog', { name: nora.name });
}

test('somebody is invited, and comes in with a factor of her own', async ({ page, browser }) => {
  await opened(page, '/settings/people');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill(nora.name);
  await form.getByLabel('E-mail').fill(nora.email);
  await form.getByLabel('Role').selectOption('COMPLIANCE');
  await form.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('One-time link').inputValue();
  const first = await newPage(browser);
  desk = first.context();
  await first.goto(link);
  await first.getByLabel('Your name').fill(nora.name);
  await first.getByLabel('Password').fill(nora.password);
  await first.getByRole('button', { name: 'Accept' }).click();
  kept = await enrolApp(first);
  await expect(first.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('another password needs the present one, and ends the sessions elsewhere', async ({
  browser,
}) => {
  const elsewhere = await signedInElsewhere(browser);
  const page = await hers('/account');
  const next = 'two hedgehogs share a lantern';
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByLabel('Present password').fill('not this one at all');
  await page.getByLabel('New password').fill(next);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByText('This is not your password.').first()).toBeVisible();
  await page.getByLabel('Present password').fill(nora.password);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByText(/The password is changed/)).toBeVisible();
  await expect(page.locator('ch-sessions-card li')).toHaveCount(1);
  await isOut(elsewhere);

  await elsewhere.getByLabel('E-mail').fill(nora.email);
  await elsewhere.getByLabel('Password', { exact: false }).first().fill(nora.password);
  await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(elsewhere.getByRole('alert')).toHaveText('E-mail or password is wrong.');
  nora.password = next;
  await signIn(elsewhere, kept.codes.pop() ?? '');
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await elsewhere.context().close();
});

test('a session elsewhere is ended alone', async ({ browser }) => {
  const elsewhere = await signedInElsewhere(browser);
  const page = await hers('/account');
  const sessions = page.locator('ch-sessions-card li');
  const before = await sessions.count();
  expect(before).toBeGreaterThan(1);
  // the newest other one stands first below this one
  await page
    .getByRole('button', { name: /^Sign out Chrom/ })
    .first()
    .click();
  await expect(page.getByText('That session has ended.')).toBeVisible();
  await expect(sessions).toHaveCount(before - 1);
  await isOut(elsewhere);
  await elsewhere.context().close();
});

test('a second factor is added, named and removed again; the last one stays', async ({
  browser,
}) => {
  const page = await hers('/account');
  const factors = page.locator('ch-factors-card');
  await expect(factors.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await factors.getByRole('button', { name: 'Add an app' }).click();
  await factors.getByText('You cannot scan it?').click();
  const secret = (await factors.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await factors.getByRole('textbox', { name: /^Name/ }).fill('Tablet');
  await factors.getByLabel('Code that the app shows').fill(codeOf(secret));
  await factors.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('The second factor is added.')).toBeVisible();
  await factors.getByRole('button', { name: 'Rename Tablet' }).click();
  await factors.getByLabel('New name of Tablet').fill('Kitchen tablet');
  await factors.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(factors.getByText('Kitchen tablet', { exact: true })).toBeVisible();

  const elsewhere = await signedInElsewhere(browser);
  await factors.getByRole('button', { name: 'Remove Kitchen tablet' }).click();
  await expect(factors.getByText(/ends your sessions on all other devices/)).toBeVisible();
  await factors.getByRole('button', { name: 'Really remove Kitchen tablet' }).click();
  await expect(page.getByText(/Kitchen tablet is removed/)).toBeVisible();
  await expect(factors.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await isOut(elsewhere);
  await elsewhere.context().close();
});

test('new recovery codes make the old ones worthless', async ({ browser }) => {
  const page = await hers('/account');
  const old = kept.codes.pop() ?? '';
  await page.getByRole('button', { name: 'Make ten new codes' }).click();
  kept.codes = await keepCodes(page);
  await expect(page.getByText('10 unused codes of ten are left.')).toBeVisible();
  const elsewhere = await newPage(browser);
  await signIn(elsewhere, old);
  await expect(elsewhere.getByRole('alert')).toContainText('wrong');
  await elsewhere.getByLabel('Recovery code').fill(kept.codes.pop() ?? '');
  await elsewhere.getByRole('button', { name: 'Go on' }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await elsewhere.context().close();
});

test('another role ends her sessions, and counts from the next sign-in on', async ({ page }) => {
  const mine = await hers('/vendors');
  await expect(mine.getByRole('button', { name: 'Add a vendor' })).toBeVisible();
  const dialog = await manage(page);
  await dialog.getByLabel('Role').selectOption('EXECUTIVE');
  await dialog.getByRole('button', { name: 'Give this role' }).click();
  await expect(page.getByText(`${nora.name} is now: Executive (reads).`)).toBeVisible();
  // what stands on her screen is kept behind the sign-in; nothing of it can be sent
  await mine.getByRole('link', { name: 'Agreements', exact: true }).click();
  await expect(mine.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
  await isOut(mine);
  await signIn(mine, kept.codes.pop() ?? '');
  await expect(mine.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await opened(mine, at('/vendors'));
  await expect(mine.getByRole('button', { name: 'Add a vendor' })).toHaveCount(0);
  await opened(mine, at('/settings/audit'));
  await expect(mine.getByText('Your role does not open this page.')).toBeVisible();
});

test('who is shut out is out at once, and comes back with what she had', async ({ page }) => {
  const mine = await hers('/vendors');
  const dialog = await manage(page);
  await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
  await dialog.getByRole('button', { name: 'Really disable' }).click();
  await expect(page.getByText(`${nora.name} is shut out.`)).toBeVisible();
  await isOut(mine);
  await mine.getByLabel('E-mail').fill(nora.email);
  await mine.getByLabel('Password', { exact: false }).first().fill(nora.password);
  await mine.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(mine.getByRole('alert')).toHaveText('E-mail or password is wrong.');

  const again = await manage(page);
  await again.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByText(`${nora.name} can sign in again.`)).toBeVisible();
  await signIn(mine, kept.codes.pop() ?? '');
  await expect(mine.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await desk.close();
});

test('before a session ends for want of use, the page asks, and keeps what was typed', async ({
  page,
}) => {
  await page.clock.install();
  await opened(page, '/settings/people');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const name = page.getByRole('dialog').first().getByLabel('Name');
  await name.fill('Dora Fourth');
  const warning = page.getByRole('dialog', { name: 'Are you still there?' });
  // half a minute at a time, as a clock that nobody touches would go
  for (let halves = 0; halves < 240 && !(await warning.isVisible()); halves += 1)
    await page.clock.runFor(30_000);
  await expect(warning).toContainText('left');
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warning).toHaveCount(0);
  await expect(name).toHaveValue('Dora Fourth');
});
