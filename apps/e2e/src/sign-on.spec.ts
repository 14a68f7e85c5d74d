// Single sign-on with a provider of the story's own, on an installation of its own: the administrator
// enters the provider, links an account and comes in by it; a stranger is told what to do.
import { byRecoveryCode, codeOf, enrolApp } from './factors.js';
import { CLIENT_ID, openIdProvider, type OpenIdProvider } from './openid-provider.js';
import { expect, fitsEverybody, settled, test, told, type Page } from './story.js';

const nobody = { cookies: [], origins: [] };
test.use({ storageState: nobody });

const ada = { email: 'ada@example.org', password: 'correct horse battery staple' };
let provider: OpenIdProvider;

const link = (): string => told('CHAPERONE_E2E_SIGN_ON_LINK');
const origin = (): string => new URL(link()).origin;

test.beforeAll(async () => {
  provider = await openIdProvider({ sub: 'ada-at-the-directory', email: ada.email });
});
test.afterAll(() => provider.end());

/** The first administrator, with an app. Gives its seed and the codes. */
async function setUp(page: Page): Promise<Awaited<ReturnType<typeof enrolApp>>> {
  await page.goto(link());
  await page.getByLabel('Organisation').fill('Quiet Harbour');
  await page.getByLabel('Your name').fill('Ada First');
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Set up' }).click();
  const factor = await enrolApp(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  return factor;
}

async function enterProvider(page: Page): Promise<void> {
  await page.goto(`${origin()}/settings/sign-on`);
  await page.getByRole('button', { name: 'Set it up' }).click();
  const form = page.getByRole('dialog');
  await fitsEverybody(page);
  await form.getByLabel('Name on the button').fill('Our directory');
  await form.getByLabel('Issuer').fill('the directory');
  await form.getByLabel('Client ID').fill(CLIENT_ID);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('Issuer')).toBeFocused();
  await form.getByLabel('Issuer').fill(provider.issuer);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  await expect(page.getByText(provider.issuer)).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'History' })).toBeVisible();
  await fitsEverybody(page);
}

test('an account of single sign-on is linked, and is the way in from then on', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const { secret, codes } = await setUp(page);
  await enterProvider(page);

  await page.goto(`${origin()}/account`);
  await page.getByRole('button', { name: 'Link an account at Our directory' }).click();
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await proof.getByLabel('Code of your app').fill(codeOf(secret, 1));
  await proof.getByRole('button', { name: 'Confirm' }).click();
  // the provider names no second factor of its own
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  await fitsEverybody(page);
  await byRecoveryCode(page, codes[0]);
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  await expect(page.getByText('ada-at-the-directory')).toBeVisible();
  await fitsEverybody(page);

  const other = await browser.newContext({ storageState: nobody });
  const hers = await other.newPage();
  await hers.goto(`${origin()}/vendors?q=abc`);
  await settled(hers);
  await fitsEverybody(hers);
  await hers.getByText('Sign in with Our directory').click();
  await byRecoveryCode(hers, codes[1]);
  await expect(hers).toHaveURL(/\/vendors\?q=abc$/);
  await other.close();

  provider.account = { sub: 'somebody-else', email: 'else@example.org' };
  const third = await browser.newContext({ storageState: nobody });
  const stranger = await third.newPage();
  await stranger.goto(`${origin()}/`);
  await stranger.getByText('Sign in with Our directory').click();
  await expect(stranger.getByRole('alert')).toContainText('Nobody here knows this account');
  await third.close();
});
