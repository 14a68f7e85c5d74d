// A quarter's access review in the demo, from the first press to the record: several kept by one press,
// one revoked with a reason, a list that two administrators work on, and what is left afterwards.
// The stories build on each other and stand in their order.
import { ask, expect, fitsEverybody, opened, settled, test, type Page } from './story.js';

test.describe.configure({ mode: 'serial' });

const TOKEN = 'Forgotten script';
let review = '';

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('a review begins with everybody who can get in, frozen', async ({ page }) => {
  await opened(page, '/settings/tokens');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill(TOKEN);
  await form.getByLabel('vendors:read').check();
  await form.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('link', { name: 'Access review' }).click();
  await expect(page.getByText('No review yet.')).toBeVisible();
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Start a review' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Access review REV-\d+$/);
  review = new URL(page.url()).pathname;
  await settled(page);
  await expect(row(page, TOKEN)).toContainText('Never used');
  await expect(row(page, 'Samuel Okoye')).toContainText('Never signed in');
  await expect(page.getByRole('button', { name: 'Complete the review' })).toBeDisabled();
  await fitsEverybody(page);
});

test('several are kept by one press, with a note, and what was typed outlives a refusal', async ({
  page,
}) => {
  await opened(page, review);
  await row(page, 'Samuel Okoye').getByRole('checkbox').check();
  await row(page, 'Marta Lindqvist').getByRole('checkbox').check();
  const note = page.getByLabel('Note for those picked (optional)');
  await note.fill('Asked their managers.');

  // meanwhile another window decides on one of them
  const other = await page.context().newPage();
  await opened(other, review);
  await row(other, 'Marta Lindqvist').getByRole('button', { name: 'Keep' }).click();
  await expect(row(other, 'Marta Lindqvist')).toContainText('Kept');
  await other.close();

  await page.getByRole('button', { name: 'Keep the 2 picked' }).click();
  await expect(page.getByRole('alert')).toContainText('Marta Lindqvist is decided already');
  await expect(note).toHaveValue('Asked their managers.');
  await expect(row(page, 'Samuel Okoye').getByRole('checkbox')).toBeChecked();
  await page.getByRole('button', { name: 'Keep the 1 picked' }).click();
  await expect(row(page, 'Samuel Okoye')).toContainText('Asked their managers.');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a revocation says what follows, asks why, and works at once', async ({ page }) => {
  await opened(page, review);
  await row(page, TOKEN).getByRole('button', { name: 'Revoke…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Scripts that use it are refused from now on');
  await dialog.getByLabel('Why').fill('Nobody knows it.');
  await fitsEverybody(page);
  await dialog.getByRole('button', { name: 'Revoke the access' }).click();
  await expect(row(page, TOKEN)).toContainText('Revoked');
  await expect(row(page, TOKEN)).toContainText('Nobody knows it.');
  await page.getByRole('link', { name: 'API tokens' }).click();
  await expect(row(page, TOKEN)).toContainText('Revoked');
});

test('the rest is decided by keyboard, and the review completed', async ({ page }) => {
  await opened(page, `${review}?show=UNDECIDED`);
  const own = row(page, 'This is you.');
  await expect(own.getByRole('button', { name: 'Revoke…' })).toHaveCount(0);
  const ines = row(page, 'Ines Amaro');
  await ines.getByRole('button', { name: 'Keep' }).focus();
  await page.keyboard.press('Enter');
  await expect(ines).toHaveCount(0);
  // the focus went on to the next line that is left
  await expect(page.locator('.verdicts button:focus')).toHaveCount(1);
  await page.getByLabel('Pick all').check();
  await page.getByRole('button', { name: /^Keep the \d+ picked$/ }).click();
  await expect(page.getByText('1 is left to decide')).toBeVisible();
  await own.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByText('Everything is decided.')).toBeVisible();
  await page.getByRole('button', { name: 'Complete the review' }).click();
  await expect(page.getByText(/^.*Completed .* by Demo admin\./)).toBeVisible();
});

test('the record stays, with a file, and paper carries no controls', async ({ page }) => {
  await opened(page, '/settings/reviews');
  await page.getByRole('link', { name: review.split('/').at(-1) ?? '' }).click();
  await expect(row(page, TOKEN)).toContainText('Nobody knows it.');
  await expect(row(page, 'This is you.')).toContainText('no other administrator could');
  await settled(page);
  await fitsEverybody(page);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^access-review-REV-\d+\.csv$/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(row(page, TOKEN)).toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  await opened(page, '/settings/audit');
  const entries = page.locator('ch-audit-entries');
  await expect(entries.getByText('Access review completed').first()).toBeVisible();
  const { accessReviews } = await ask<{
    accessReviews: { items: { decided: number; total: number; revoked: number }[] };
  }>('{ accessReviews(limit: 1) { items { decided total revoked } } }');
  expect(accessReviews.items[0]?.revoked).toBe(1);
  expect(accessReviews.items[0]?.decided).toBe(accessReviews.items[0]?.total);
});
