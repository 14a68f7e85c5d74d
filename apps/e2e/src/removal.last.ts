// The last story of all, since it takes the sample away from the others.
import { ask, expect, opened, settled, test } from './story.js';

test('one click removes the sample data, the register is empty and the banner is gone', async ({
  page,
}) => {
  await opened(page, '/');
  await expect(page.getByLabel('Sample data')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the sample data' }).click();
  await expect(page.getByLabel('Sample data')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByText('No vendors yet')).toBeVisible();
  await page.reload();
  await settled(page);
  await expect(page.getByLabel('Sample data')).toHaveCount(0);
  const left = await ask<Record<string, { totalCount: number }>>(
    '{ vendors(limit: 1) { totalCount } agreements(limit: 1) { totalCount } breaches(limit: 1) { totalCount } assessments(limit: 1) { totalCount } }',
  );
  expect(Object.values(left).map(({ totalCount }) => totalCount)).toEqual([0, 0, 0, 0]);
});
