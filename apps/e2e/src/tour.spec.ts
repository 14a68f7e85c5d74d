import { expect, test, type Page } from '@playwright/test';

/** The first figure of a cell or chip: "56.1 High" reads 56.1. */
const figureIn = (text: string | null): number => Number(/\d+\.\d/.exec(text ?? '')?.[0]);

async function residualOf(page: Page, ref: string): Promise<number> {
  const reply = await page.request.post('/graphql', {
    headers: { origin: new URL(page.url()).origin },
    data: { query: `{ vendor(id: "${ref}") { score { residual ceiling } } }` },
  });
  const { data } = (await reply.json()) as {
    data: { vendor: { score: { residual: number | null; ceiling: number | null } } };
  };
  return data.vendor.score.residual ?? data.vendor.score.ceiling ?? NaN;
}

test('a cell of the map opens the list behind it, and the address brings the same list again', async ({
  page,
}) => {
  await page.goto('/');
  const cell = page.locator('ch-heatmap-grid a, [role=grid] a').filter({ hasText: /\d/ }).first();
  const count = Number(/\d+/.exec((await cell.textContent()) ?? '')?.[0]);
  await cell.click();
  await expect(page).toHaveURL(/\/vendors\?.*cell=/);
  await expect(page.locator('table.rows tbody tr')).toHaveCount(count);
  await page.reload();
  await expect(page.locator('table.rows tbody tr')).toHaveCount(count);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('a vendor’s receipt sums to its score', async ({ page }) => {
  await page.goto('/vendors/VND-85');
  const reply = await page.request.post('/graphql', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      query: `{ vendor(id: "VND-85") { score { residual receipt { bases { basis contributions { points } } } } } }`,
    },
  });
  const { data } = (await reply.json()) as {
    data: {
      vendor: {
        score: {
          residual: number;
          receipt: { bases: { basis: string; contributions: { points: number }[] }[] };
        };
      };
    };
  };
  const { score } = data.vendor;
  const own = score.receipt.bases.find((each) => each.basis === 'RESIDUAL');
  const sum = (own?.contributions ?? []).reduce((all, each) => all + each.points, 0);
  expect(sum).toBeCloseTo(score.residual, 6);
  await expect(page.getByText(score.residual.toFixed(1)).first()).toBeVisible();
});

test('confirming a proposed match moves the vendor’s score at once, and undo takes it back', async ({
  page,
}) => {
  await page.goto('/breaches/matches');
  const card = page.locator('ch-match-card').filter({ hasText: 'Availity' }).first();
  const before = figureIn(await card.locator('ch-score').textContent());
  expect(before).toBeGreaterThan(0);
  const link = await card.locator('.vendor a[href^="/vendors/"]').getAttribute('href');
  const ref = link?.split('/').at(-1) ?? '';
  await card.getByRole('button', { name: /^Confirm…/ }).click();
  await card.getByRole('button', { name: 'Confirm the match' }).click();
  await expect(page.locator('ch-toasts')).toContainText('Availity');
  expect(await residualOf(page, ref)).toBeGreaterThan(before + 0.05);
  await page.locator('ch-toasts').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => residualOf(page, ref)).toBeLessThan(before + 0.05);
});

test('the overview prints on one page', async ({ page }) => {
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  const pdf = await page.pdf({ format: 'A4' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? [];
  expect(pages).toHaveLength(1);
});

test('real companies carry no residual but for published answers', async ({ page }) => {
  await page.goto('/vendors');
  const reply = await page.request.post('/graphql', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      query: `{ vendors(filter: { assessed: true }, limit: 100) { items { displayName sample } } }`,
    },
  });
  const { data } = (await reply.json()) as {
    data: { vendors: { items: { displayName: string; sample: boolean }[] } };
  };
  const real = data.vendors.items.filter(({ displayName }) => !displayName.startsWith('Sample '));
  expect(real.map((vendor) => vendor.displayName)).toEqual(['Docker']);
});
