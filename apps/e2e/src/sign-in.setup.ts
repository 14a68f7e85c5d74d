// The way in, before all other stories: the demo's one-time link. The session that it gives is kept
// for the others, since the link works once.
import { expect, test } from '@playwright/test';
import { told } from './story.js';

test('the one-time link signs in and opens the overview', async ({ page }) => {
  const link = told('CHAPERONE_E2E_SIGN_IN_LINK');
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.context().storageState({ path: test.info().project.metadata['session'] as string });

  const other = await page.context().browser()!.newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1, name: 'Overview' })).toHaveCount(0);
  await other.close();
});
