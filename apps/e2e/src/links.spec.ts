// A view is its address: what is chosen stands in the URL, outlives a reload, and Back restores it.
import { dayFromToday, ask, expect, opened, settled, test, type Page } from './story.js';

const names = (page: Page): Promise<string[]> =>
  page.locator('ch-vendor-table tbody td.name a').allTextContents();

test('search, filter and order stand in the address and outlive a reload', async ({ page }) => {
  await opened(page, '/vendors');
  await page.getByText('Tier', { exact: true }).first().click();
  await page.getByRole('checkbox', { name: 'Critical' }).first().check();
  await expect(page).toHaveURL(/tier=CRITICAL/);
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('sample');
  await expect(page).toHaveURL(/q=sample/);
  await page.getByRole('button', { name: /^Inherent/ }).click();
  await expect(page).toHaveURL(/sort=/);
  await settled(page);
  const before = await names(page);
  expect(before.length).toBeGreaterThan(3);
  await page.reload();
  await settled(page);
  expect(await names(page)).toEqual(before);
  await expect(page.getByRole('searchbox')).toHaveValue('sample');
  await expect(page.getByRole('button', { name: /Critical/ })).toBeVisible();
});

test('Back leads from a vendor to the same list, and from the list to the map', async ({
  page,
}) => {
  await opened(page, '/?map=INHERENT');
  const cell = page.locator('ch-heatmap-grid a:not(.none)').first();
  await cell.click();
  await expect(page).toHaveURL(/cell=INHERENT/);
  await settled(page);
  const list = page.url();
  const before = await names(page);
  await page.locator('ch-vendor-table tbody td.name a').first().click();
  await expect(page.locator('.standing')).toBeVisible();
  await page.goBack();
  await settled(page);
  expect(page.url()).toBe(list);
  expect(await names(page)).toEqual(before);
  await page.goBack();
  await expect(page).toHaveURL(/map=INHERENT/);
  await expect(page.getByRole('button', { name: 'Inherent', pressed: true })).toBeVisible();
});

test('the tab of a vendor and the chosen score stand in the address', async ({ page }) => {
  await opened(page, '/vendors?q=Sample%20Scribe');
  await page.getByRole('link', { name: 'Sample Scribe AI', exact: true }).click();
  await page.getByRole('button', { name: 'Ceiling' }).click();
  await expect(page).toHaveURL(/basis=CEILING/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Ceiling', pressed: true })).toBeVisible();
  await page
    .getByLabel('About this vendor')
    .getByRole('link', { name: /^Breaches/ })
    .click();
  await expect(page).toHaveURL(/tab=breaches/);
  await page.reload();
  await expect(
    page.getByLabel('About this vendor').getByRole('link', { name: /^Breaches/ }),
  ).toHaveAttribute('aria-current', 'page');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Ceiling', pressed: true })).toBeVisible();
});

test('arrow keys walk the map, one stop of Tab leads in, Enter opens', async ({ page }) => {
  await opened(page, '/');
  const cells = page.locator('ch-heatmap-grid a');
  await expect(cells).toHaveCount(25);
  await expect(page.locator('ch-heatmap-grid a[tabindex="0"]')).toHaveCount(1);
  const at = page.locator('[data-cell="3-3"]');
  await at.focus();
  for (const [key, place] of [
    ['ArrowUp', '3-4'],
    ['ArrowRight', '4-4'],
    ['ArrowDown', '4-3'],
    ['ArrowLeft', '3-3'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.locator(`[data-cell="${place}"]`)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/vendors\?.*cell=EFFECTIVE/);
});

test('a number of the first line opens the list of exactly those vendors', async ({ page }) => {
  await opened(page, '/');
  const count = await page.locator('ch-standing .first a').count();
  expect(count).toBe(5);
  for (let nth = 0; nth < count; nth += 1) {
    const link = page.locator('ch-standing .first a').nth(nth);
    const stated = Number(await link.textContent());
    await link.click();
    await settled(page);
    await expect(page.locator('ch-vendor-table tbody tr')).toHaveCount(stated);
    await page.goBack();
    await settled(page);
  }
});

test('the CSV holds exactly the view', async ({ page }) => {
  await opened(page, '/vendors?tier=CRITICAL&sort=NAME');
  const shown = await names(page);
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const stream = await (await waiting).createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  const lines = text.trim().split(/\r?\n/);
  expect(lines).toHaveLength(shown.length + 1);
  for (const [at, name] of shown.entries()) expect(lines[at + 1]).toContain(name.trim());
});

test('a list that paging splits counts as the graph does', async ({ page }) => {
  const { vendors } = await ask<{ vendors: { totalCount: number } }>(
    '{ vendors(limit: 1) { totalCount } }',
  );
  await opened(page, '/vendors');
  await expect(page.locator('ch-vendor-table tbody tr')).toHaveCount(50);
  await expect(page.locator('ch-pager')).toContainText(`of ${vendors.totalCount}`);
  await page.locator('ch-pager').getByRole('button', { name: /next/i }).click();
  await expect(page).toHaveURL(/page=2/);
  await settled(page);
  await page.reload();
  await settled(page);
  await expect(page.locator('ch-pager')).toContainText('51');
});

test('an agreement recorded from the list opens with what it does to its vendor’s cover', async ({
  page,
}) => {
  await opened(page, '/agreements');
  await page.getByRole('button', { name: 'Record an agreement' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Whose agreement is it?').fill('Sample Web Fonts');
  await form.getByRole('button', { name: /^Sample Web Fonts/ }).click();
  await form.getByLabel('Kind').selectOption('BAA');
  await form.getByLabel('In force from').fill(dayFromToday(-1));
  await form.getByLabel('It has no end').check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/agreements\/AGR-\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Sample Web Fonts/);
  await expect(page.getByText('Every needed agreement is in force.')).toBeVisible();

  await page.getByRole('button', { name: 'Change the agreement' }).click();
  await form.getByLabel('Status on paper').selectOption('DRAFT');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. Sample Web Fonts: Gap.')).toBeVisible();
  await expect(page.getByText(/not signed/)).toBeVisible();
});
