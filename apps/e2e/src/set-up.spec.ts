// An empty installation: the printed link makes its first administrator, who can leave and return.
import { createHmac } from 'node:crypto';
import { checked, expect, fitsAcross, settled, test, told, type Page } from './story.js';

test.use({ storageState: { cookies: [], origins: [] } });
test.describe.configure({ mode: 'serial' });

const person = { email: 'first@example.org', password: 'correct horse battery staple' };

/** The seed of the app for codes, base32. */
let secret = '';

/** What an app shows: RFC 6238, `ahead` steps later than now. */
function code(ahead: number): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const seed = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', seed).update(message).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 0xf) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Asks the graph as the page does, with its cookie. */
async function asked(page: Page, query: string, variables: object = {}) {
  const reply = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/graphql', { method: 'POST', headers, body })).text();
  }, JSON.stringify({ query, variables }));
  return JSON.parse(reply) as { data: Record<string, Record<string, string>>; errors?: unknown };
}

test('the set-up link makes the first administrator, once', async ({ page, browser }) => {
  const link = told('CHAPERONE_E2E_SET_UP_LINK');
  await page.goto(link);
  await expect(page.getByLabel('Organisation')).toBeVisible();
  expect(page.url()).not.toContain('#');
  expect(await page.evaluate(() => location.hash)).toBe('');
  await checked(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await fitsAcross(page);
  await page.setViewportSize({ width: 1280, height: 720 });

  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByLabel('Organisation')).toBeFocused();
  await page.getByLabel('Organisation').fill('Quiet Harbour');
  await page.getByLabel('Your name').fill('Ada First');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const { data } = await asked(page, 'mutation { startTotp { secret } }');
  secret = data['startTotp']?.['secret'] ?? '';
  const first = await asked(
    page,
    'mutation ($code: String!) { confirmTotp(code: $code, name: "Phone") { step } }',
    { code: code(0) },
  );
  expect(first.data['confirmTotp']).toEqual({ step: 'DONE' });
  await page.goto(new URL('/', link).href);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByText('No vendors yet')).toBeVisible();
  await settled(page);
  await checked(page);

  const other = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const second = await other.newPage();
  await second.goto(link);
  await second.getByLabel('Organisation').fill('Somebody Else');
  await second.getByLabel('Your name').fill('Eve Second');
  await second.getByLabel('E-mail').fill('eve@example.org');
  await second.getByLabel('Password').fill(person.password);
  await second.getByRole('button', { name: 'Set up' }).click();
  await expect(second.getByRole('alert')).toBeVisible();
  await other.close();
});

test('a session begins with e-mail and password and ends with the way out', async ({ page }) => {
  const origin = new URL(told('CHAPERONE_E2E_SET_UP_LINK')).origin;
  await page.goto(`${origin}/vendors?q=abc`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill('not the right one at all');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.');
  await page.getByLabel('Password').fill(person.password);
  const answered = page.waitForResponse('**/graphql');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await answered;
  const second = await asked(
    page,
    'mutation ($code: String!) { verifyTotp(code: $code) { step } }',
    { code: code(1) },
  );
  expect(second.data['verifyTotp']).toEqual({ step: 'DONE' });
  await page.goto(`${origin}/vendors?q=abc`);
  await expect(page).toHaveURL(/\/vendors\?q=abc/);

  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  expect(cookie?.name).toMatch(/^__Host-sid-/);

  await page.getByLabel('Your account').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${origin}/vendors`);
  await expect(page).toHaveURL(/\/sign-in/);
});
