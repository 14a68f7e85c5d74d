import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

// Axe takes its time with the long pages on a machine of two cores.
test.describe.configure({ timeout: 240_000 });

/** Every page with the sample organisation; VND-85 is a vendor with answers, services and a breach. */
const PAGES = [
  '/vendors',
  '/vendors?q=nobody-of-that-name',
  '/vendors/VND-85',
  '/vendors/VND-85?tab=services',
  '/vendors/VND-85?tab=agreements',
  '/vendors/VND-85?tab=questionnaires',
  '/vendors/VND-85?tab=breaches',
  '/vendors/VND-85?tab=history',
  '/vendors/VND-85?tab=about',
  '/agreements',
  '/assessments',
  '/breaches',
  '/breaches/matches',
  '/breaches/BRC-1',
  '/method',
  '/nowhere',
];

/** What the console and the content security policy complain about while a page is open. */
async function faultsOf(page: Page, path: string): Promise<string[]> {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      reportError(new Error(`policy: ${event.violatedDirective} ${event.blockedURI}`)),
    );
  });
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  return faults;
}

for (const path of PAGES) {
  test(`${path} is free of what axe, console and policy complain about, light and dark`, async ({
    page,
  }) => {
    const faults = await faultsOf(page, path);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [colorScheme, id, nodes[0]?.html])).toEqual([]);
    }
    expect(faults).toEqual([]);
  });

  test(`${path} fits a screen of 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await faultsOf(page, path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });
}
