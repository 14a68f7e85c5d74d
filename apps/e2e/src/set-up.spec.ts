// An installation of one's own: the printed link makes its first administrator, who chooses a second
// factor, leaves and returns, invites a colleague, helps one who lost a phone, and has passkeys.
// The stories build on each other and stand in their order.
import {
  byRecoveryCode,
  codeOf,
  enrolApp,
  keepCodes,
  staleFactorOnce,
  stepUpByPasskey,
  withPasskeys,
} from './factors.js';
import { checked, expect, fitsEverybody, opened, settled, test, told, type Page } from './story.js';

const nobody = { cookies: [], origins: [] };
test.use({ storageState: nobody });
test.describe.configure({ mode: 'serial' });

const ada = { email: 'first@example.org', password: 'correct horse battery staple' };
const bea = { email: 'second@example.org', password: 'a lighthouse keeps its own hours' };
/** What Ada kept from her enrolment. */
let kept = { secret: '', codes: [] as string[] };
/** What Ada's browser keeps between stories. */
let session: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> | undefined;

const origin = (): string => new URL(told('CHAPERONE_E2E_SET_UP_LINK')).origin;

async function signIn(page: Page, person: typeof ada, path = '/'): Promise<void> {
  await page.goto(`${origin()}${path}`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: false }).first().fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
}

async function asAda(page: Page, path: string): Promise<void> {
  await page.context().addCookies(session?.cookies ?? []);
  await opened(page, `${origin()}${path}`);
}

async function signOut(page: Page): Promise<void> {
  await page.getByLabel('Your account', { exact: true }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
}

test('the set-up link makes the first administrator, once', async ({ page, browser }) => {
  const link = told('CHAPERONE_E2E_SET_UP_LINK');
  await page.goto(link);
  await expect(page.getByLabel('Organisation')).toBeVisible();
  expect(page.url()).not.toContain('#');
  expect(await page.evaluate(() => location.hash)).toBe('');
  await fitsEverybody(page);

  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByLabel('Organisation')).toBeFocused();
  await page.getByLabel('Organisation').fill('Quiet Harbour');
  await page.getByLabel('Your name').fill('Ada First');
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Set up' }).click();

  await expect(page.getByRole('heading', { name: 'Choose a second factor' })).toBeVisible();
  await fitsEverybody(page);
  // nothing else can be reached before
  await page.goto(`${origin()}/vendors`);
  await expect(page.getByRole('heading', { name: 'Choose a second factor' })).toBeVisible();
  await page.getByRole('button', { name: /^Authenticator app/ }).click();
  await expect(page.getByAltText(/QR code/)).toBeVisible();
  await page.getByText('You cannot scan it?').click();
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Choose another way' }).click();
  kept = await enrolAsItStands(page);
  await page.goto(`${origin()}/`);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByText('No vendors yet')).toBeVisible();
  await settled(page);
  await checked(page);

  const other = await browser.newContext({ storageState: nobody });
  const second = await other.newPage();
  await second.goto(link);
  await expect(second.getByText('This link has been used or is over.')).toBeVisible();
  await expect(second.getByText('ask them for an invitation')).toBeVisible();
  await expect(second.getByLabel('Organisation')).toHaveCount(0);
  await other.close();
});

/** Enrols an app, and finds that nobody goes on before the codes are kept. */
async function enrolAsItStands(page: Page): Promise<typeof kept> {
  await page.getByRole('button', { name: /^Authenticator app/ }).click();
  await page.getByText('You cannot scan it?').click();
  const secret = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('Code that the app shows').fill('000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('alert')).toContainText('not the code');
  await page.getByLabel('Code that the app shows').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText(/shown only now/)).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('alert')).toContainText('Keep the codes first');
  await fitsEverybody(page);
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await file).suggestedFilename()).toBe('chaperone-recovery-codes.txt');
  const codes = await keepCodes(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Vendors' })).toBeVisible();
  return { secret, codes };
}

test('a session begins with password and second factor and ends with the way out', async ({
  page,
}) => {
  await page.goto(`${origin()}/vendors?q=abc`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password').fill('not the right one at all');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.');
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  await fitsEverybody(page);
  await page.getByLabel('Code of your app').fill('000000');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('alert')).toContainText('The code is wrong');
  // a reload does not ask for the password again
  await page.reload();
  await page.getByLabel('Code of your app').fill(codeOf(kept.secret, 1));
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveURL(/\/vendors\?q=abc/);

  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  expect(cookie?.name).toMatch(/^__Host-sid-/);
  await signOut(page);
  await page.goto(`${origin()}/vendors`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a recovery code stands in once, and leads back to where one was going', async ({ page }) => {
  await signIn(page, ada, '/account');
  await byRecoveryCode(page, kept.codes.pop());
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByText('9 unused codes of ten are left.')).toBeVisible();
  await expect(page.getByText('A recovery code was used')).toBeVisible();
  session = await page.context().storageState();
  await fitsEverybody(page);
});

test('a passkey is made, and is enough to sign in without a password', async ({ page }) => {
  await asAda(page, '/account');
  await withPasskeys(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Test key');
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await page.getByRole('button', { name: 'Rename Test key' }).click();
  await page.getByLabel('New name of Test key').fill('Blue key');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Rename Blue key' })).toBeVisible();
  await signOut(page);

  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  // a change that asks for the factor again gets it, and is then made
  await opened(page, `${origin()}/account`);
  await staleFactorOnce(page);
  await page.getByRole('button', { name: 'Make ten new codes' }).click();
  await stepUpByPasskey(page);
  kept.codes = await keepCodes(page);
  await expect(page.getByText('10 unused codes of ten are left.')).toBeVisible();

  // and so does a list that is taken away
  await opened(page, `${origin()}/settings/audit`);
  await staleFactorOnce(page);
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  await stepUpByPasskey(page);
  expect((await file).suggestedFilename()).toMatch(/^audit-.*\.csv$/);
  session = await page.context().storageState();
});

test('a colleague comes by invitation, and sees what the role may see', async ({
  page,
  browser,
}) => {
  await asAda(page, '/settings/people');
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('Bea Second');
  await form.getByLabel('E-mail').fill(bea.email);
  await form.getByLabel('Role').selectOption('PROCUREMENT');
  await fitsEverybody(page);
  await form.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('One-time link').inputValue();
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /Bea Second/ })).toContainText('Invited');

  const other = await browser.newContext({ storageState: nobody });
  const hers = await other.newPage();
  await hers.goto(link);
  await fitsEverybody(hers);
  await hers.getByLabel('Your name').fill('Bea Second');
  await hers.getByLabel('Password').fill(bea.password);
  await hers.getByRole('button', { name: 'Accept' }).click();
  await enrolApp(hers);
  await expect(hers.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await opened(hers, `${origin()}/settings`);
  await expect(hers.getByRole('row', { name: /Bea Second/ })).toContainText('Active');
  await expect(hers.getByRole('button', { name: /^Manage/ })).toHaveCount(0);
  await other.close();
});

test('a lost phone is replaced by link and password, and by nothing less', async ({
  page,
  browser,
}) => {
  await asAda(page, '/settings/people?q=Bea');
  await page.getByRole('button', { name: 'Manage Bea Second' }).click();
  const dialog = page.getByRole('dialog');
  await fitsEverybody(page);
  await dialog.getByRole('button', { name: 'Remove factors' }).click();
  await dialog.getByRole('button', { name: 'Really remove' }).click();
  const link = await page.getByLabel('One-time link').inputValue();

  const other = await browser.newContext({ storageState: nobody });
  const hers = await other.newPage();
  await hers.goto(`${origin()}/sign-in`);
  await hers.getByLabel('E-mail').fill(bea.email);
  await hers.getByLabel('Password').fill(bea.password);
  await hers.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(hers.getByRole('alert')).toContainText('Open the link');
  await hers.goto(link);
  await hers.getByLabel('Password').fill(bea.password);
  await hers.getByRole('button', { name: 'Go on' }).click();
  await enrolApp(hers);
  await expect(hers.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await other.close();
});

test('a session that ends over a form loses nothing that was typed', async ({ page, browser }) => {
  await asAda(page, '/settings/people');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Cleo Third');
  await page.getByRole('dialog').getByLabel('E-mail').fill('third@example.org');

  const other = await browser.newContext({ storageState: nobody });
  const elsewhere = await other.newPage();
  await signIn(elsewhere, ada, '/account');
  await byRecoveryCode(elsewhere, kept.codes.pop());
  await expect(elsewhere.getByText('This one')).toBeVisible();
  await elsewhere.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(elsewhere.getByText('All other sessions have ended.')).toBeVisible();
  await expect(elsewhere.locator('ch-sessions-card li')).toHaveCount(1);
  session = await other.storageState();
  await other.close();

  await page.getByRole('button', { name: 'Make the link' }).click();
  const curtain = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(curtain).toBeVisible();
  await fitsEverybody(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(curtain).toBeVisible();
  await expect(curtain.getByLabel('E-mail')).toHaveValue(ada.email);
  await curtain.getByLabel('Password').fill(ada.password);
  await curtain.getByRole('button', { name: 'Sign in', exact: true }).click();
  await byRecoveryCode(page, kept.codes.pop());
  await expect(page.getByText('A link for Cleo Third')).toBeVisible();
});

test('the organisation says what it is, and how much risk it accepts', async ({ page }) => {
  await asAda(page, '/settings/organisation');
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('checkbox', { name: 'Covered entity' }).check();
  await page.getByLabel('States served').fill('or, wa');
  await page.getByLabel('Critical tier').fill('45');
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('OR, WA')).toBeVisible();
  await expect(page.getByText('45', { exact: true })).toBeVisible();
});
