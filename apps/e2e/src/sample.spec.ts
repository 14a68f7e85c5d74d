// What the sample says about real companies: nothing that they have not published.
import { ask, expect, opened, test } from './story.js';

interface Vendor {
  readonly ref: string;
  readonly displayName: string;
  readonly sample: boolean;
  readonly score: { readonly residual: number | null; readonly ceiling: number | null };
}

const isFictional = (vendor: Vendor): boolean => vendor.displayName.startsWith('Sample ');

test('no real company carries a residual, except where its answers are published', async () => {
  const { vendors } = await ask<{ vendors: { items: Vendor[]; totalCount: number } }>(
    '{ vendors(filter: { assessed: true }, limit: 100) { totalCount items { ref displayName sample score { residual ceiling } } } }',
  );
  expect(vendors.items).toHaveLength(vendors.totalCount);
  expect(vendors.totalCount).toBeGreaterThanOrEqual(12);
  const real = vendors.items.filter((vendor) => !isFictional(vendor));
  expect(real.map(({ displayName }) => displayName)).toEqual(['Docker']);
});

test('a real company’s page says whose facts its scores come from', async ({ page }) => {
  await opened(page, '/vendors?q=Amazon%20Web%20Services');
  await page.getByRole('link', { name: 'Amazon Web Services', exact: true }).first().click();
  await expect(page.getByText('From sample facts about a fictional practice.')).toBeVisible();
  await expect(page.locator('ch-summary-strip')).toContainText('Not assessed');
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('sample');
  await expect(page.getByLabel('Sample data')).toBeVisible();
});

test('no match of a real company is confirmed beforehand but by its own domain', async () => {
  interface Match {
    readonly automatic: boolean;
    readonly vendor: { readonly displayName: string };
  }
  const { breachMatches } = await ask<{ breachMatches: { items: Match[] } }>(
    '{ breachMatches(filter: { state: [CONFIRMED] }, limit: 100) { items { automatic vendor { displayName } } } }',
  );
  const real = breachMatches.items.filter(
    (match) => !match.vendor.displayName.startsWith('Sample '),
  );
  expect(real.filter((match) => !match.automatic)).toEqual([]);
});
