// The README's ten minutes, click by click. The steps build on each other and stand in its order.
import { dayFromToday, expect, figureIn, nextReply, settled, test, type Page } from './story.js';

test.describe.configure({ mode: 'serial' });

/** Clicks a vendor's name where it stands in a list. */
async function openVendor(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function findVendor(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Vendors', exact: true }).first().click();
  await page.getByRole('searchbox').fill(name);
  // what is typed goes into the address a moment later, which would take a click before it back
  await expect(page).toHaveURL(/[?&]q=|[?&]search=/);
  await openVendor(page, name);
}

async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByLabel('About this vendor').getByRole('link', { name }).click();
}

/** The bars of the receipt and the score under them. */
async function receiptOf(page: Page): Promise<{ parts: number[]; score: number }> {
  await expect(page.locator('ol.bars')).toBeVisible();
  const parts = await page.locator('ol.bars li:not(.sum) .number').allTextContents();
  const score = await page.locator('ol.bars li.sum .number').textContent();
  return { parts: parts.map(figureIn), score: figureIn(score) };
}

test('a cell of the map opens the list of exactly its vendors', async ({ page }) => {
  await page.goto('/');
  const cell = page.locator('[data-cell="2-5"]');
  const count = figureIn(await cell.locator('.count').textContent());
  expect(count).toBeGreaterThan(0);
  await cell.click();
  await expect(page).toHaveURL(/\/vendors\?.*cell=/);
  await settled(page);
  await expect(page.locator('ch-vendor-table tbody tr')).toHaveCount(count);
  await openVendor(page, 'Sample Video Rooms');
});

test('a vendor opens with one sentence, and why its score is what it is', async ({ page }) => {
  await page.goto('/vendors?q=Sample%20Video%20Rooms');
  await openVendor(page, 'Sample Video Rooms');
  await expect(page.locator('.standing')).toHaveText(/^Approved .+ until \d+ \w+ \d{4}.*;.+\.$/);
  const { parts, score } = await receiptOf(page);
  expect(parts.length).toBeGreaterThanOrEqual(5);
  // each part is shown with one decimal
  const sum = parts.reduce((all, part) => all + part, 0);
  expect(Math.abs(sum - score)).toBeLessThanOrEqual(0.05 * (parts.length + 1));
  await page.getByText(/^All inputs/).click();
  await expect(page.locator('.inputs tbody tr').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Still to gain' })).toBeVisible();
});

test('an answer moves the score with the reply, and the history says why', async ({ page }) => {
  await page.goto('/vendors?q=Sample%20Video%20Rooms');
  await openVendor(page, 'Sample Video Rooms');
  const before = await receiptOf(page);
  await page.getByRole('link', { name: 'To the answers' }).click();
  const question = /When did you last write down an analysis/;
  await page.getByRole('button', { name: question }).click();
  const form = page.getByRole('form', { name: question });
  await form.getByLabel('Answer', { exact: true }).selectOption({ label: 'Within the last year' });
  const { text } = await nextReply(page);
  await form.getByRole('button', { name: 'Save' }).click();
  expect(await text).toMatch(/"recordAnswers".*"residual"/s);
  await expect(page.locator('.news')).toHaveText(/Residual \d+\.\d → \d+\.\d/);
  const news = /Residual (\d+\.\d) → (\d+\.\d)/.exec(await page.locator('.news').innerText());
  const [from, to] = [Number(news?.[1]), Number(news?.[2])];
  expect(from).toBe(before.score);
  expect(to).toBeLessThan(from);

  await openTab(page, /^Score$/);
  expect((await receiptOf(page)).score).toBe(to);
  await openTab(page, /^Score history/);
  await page.getByRole('button', { name: 'Why did it change?' }).first().click();
  await expect(page.locator('ch-history-tab ch-cause').first()).toContainText(question);
});

test('an agreement closes the gap and leaves the score alone', async ({ page }) => {
  await page.goto('/');
  await findVendor(page, 'Sample Fax Lines');
  await expect(page.locator('ch-summary-strip')).toContainText('Gap');
  const before = await receiptOf(page);
  await openTab(page, /^Agreements/);
  await expect(page.getByText('Expired').first()).toBeVisible();
  await page.getByRole('button', { name: 'Add an agreement' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Kind').selectOption('BAA');
  await form.getByLabel('Status on paper').selectOption('SIGNED');
  await form.getByLabel('In force from').fill(dayFromToday(-1));
  await form.getByLabel('Last day').fill(dayFromToday(365));
  await form.getByRole('button', { name: /^(Save|Record|Add)/ }).click();
  await expect(form).toHaveCount(0);
  await expect(page.locator('ch-summary-strip')).toContainText('In force');
  await expect(page.locator('.standing')).toContainText('every needed agreement is in force');
  await openTab(page, /^Score$/);
  expect((await receiptOf(page)).score).toBe(before.score);
});

test('a confirmed match counts at once, and can be taken back', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Breaches', exact: true }).first().click();
  await page.getByRole('link', { name: /^Review \d+/ }).click();
  const card = page.locator('ch-match-card', { hasText: 'availity.com' }).first();
  await card.getByRole('button', { name: /^Confirm/ }).click();
  await card
    .getByRole('button', { name: /^Confirm/ })
    .last()
    .click();
  await expect(card.locator('.outcome')).toHaveText(/[\d.]+ → [\d.]+/);
  await card.getByRole('button', { name: /^Undo/ }).click();
  await expect(card.locator('.outcome')).toHaveCount(0);
  await expect(card.getByRole('button', { name: /^Confirm/ })).toBeVisible();
});

test('the overview prints on one page, with the day and the method in it', async ({ page }) => {
  await page.goto('/');
  await settled(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByText(/As of .+, method/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  for (const format of ['A4', 'Letter']) {
    const sheets = await page.pdf({ format });
    const pages = sheets.toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(pages).toHaveLength(1);
  }
});

test('the method is explained where the scores point to it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'How is this computed?' }).click();
  await expect(page).toHaveURL(/\/method/);
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
});
