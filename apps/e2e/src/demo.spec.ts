// What only the demo has: its people can be tried on, one role after the other.
import { checked, expect, fitsAcross, opened, test } from './story.js';

test('the role switcher shows the demo with the eyes of each role', async ({ page }) => {
  await opened(page, '/vendors');
  const banner = page.getByLabel('Sample data');
  await expect(page.getByRole('button', { name: 'Add a vendor' })).toBeVisible();
  await banner.getByText('Seen as').click();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await checked(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await fitsAcross(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await banner.getByRole('button', { name: 'Executive (reads)' }).click();
  await expect(banner).toContainText('Executive (reads)');
  await expect(page.getByRole('button', { name: 'Add a vendor' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Remove the sample data' })).toHaveCount(0);

  await banner.getByText('Seen as').click();
  await banner.getByRole('button', { name: 'Administrator' }).click();
  await expect(page.getByRole('button', { name: 'Add a vendor' })).toBeVisible();
  // the session goes on under another cookie
  const kept = test.info().project.use.storageState;
  await page.context().storageState({ path: kept as string });
});
