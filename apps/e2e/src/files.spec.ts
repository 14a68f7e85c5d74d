// Documents: chosen by keyboard, dropped, refused in words, saved with the agreement, fetched again.
import { readFileSync } from 'node:fs';
import {
  ask,
  checked,
  dayFromToday,
  expect,
  fitsAcross,
  fitsEverybody,
  opened,
  settled,
  test,
  type Page,
} from './story.js';

const PDF =
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \n' +
  'trailer\n<< /Root 1 0 R /Size 2 >>\nstartxref\n9\n%%EOF\n';
const paper = (name: string, text = PDF) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(text),
});

async function vendorCalled(name: string): Promise<string> {
  const { vendors } = await ask<{ vendors: { items: { ref: string }[] } }>(
    `{ vendors(filter: { search: "${name}" }, limit: 1) { items { ref } } }`,
  );
  return vendors.items[0]?.ref ?? 'none';
}

/** The button leads to the browser's own window for files, by keyboard as by mouse. */
async function choose(page: Page, ...files: ReturnType<typeof paper>[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /Choose (a|another) file/ }).focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(files);
}

test('an agreement keeps its papers', async ({ page, complaints }) => {
  const vendor = await vendorCalled('Sample Payroll');
  await opened(page, `/vendors/${vendor}?tab=agreements`);
  await page.getByRole('button', { name: 'Add an agreement' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('In force from').fill(dayFromToday(0));

  await choose(page, paper('seal.png', '<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await expect(dialog.getByText(/ends in \.png, but its content is/)).toBeVisible();
  // the refusal is meant: the browser writes every 400 down, and this one is no fault
  expect(complaints.splice(0)).toEqual([expect.stringContaining('status of 400')]);
  await choose(page, paper('setup.exe'));
  await expect(dialog.getByRole('alert')).toContainText('only PDF, DOCX');
  await choose(page, paper('BAA 2026.pdf'), paper('Annex.pdf'));
  await expect(dialog.getByRole('link', { name: /BAA 2026\.pdf/ })).toBeVisible();
  await expect(dialog.getByRole('link', { name: /Annex\.pdf/ })).toBeVisible();
  await checked(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await checked(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await fitsAcross(page);
  await dialog.getByRole('button', { name: 'Remove Annex.pdf' }).click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  await settled(page);

  const link = page.getByRole('link', { name: /BAA 2026\.pdf/ });
  await expect(link).toBeVisible();
  await expect(page.getByRole('link', { name: /Annex\.pdf/ })).toHaveCount(0);
  await fitsAcross(page);
  const download = page.waitForEvent('download');
  await link.click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('BAA 2026.pdf');
  expect(readFileSync(await saved.path(), 'utf8')).toBe(PDF);
});

test('evidence is sent by dropping it, and needs no link then', async ({ page }) => {
  const vendor = await vendorCalled('Sample Fax Lines');
  await opened(page, `/vendors/${vendor}?tab=questionnaires`);
  await page.getByRole('button', { name: 'Add a document' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Report of the auditors');
  const files = await page.evaluateHandle((text) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], 'SOC 2.pdf', { type: 'application/pdf' }));
    return carried;
  }, PDF);
  await dialog
    .getByRole('group', { name: 'The document' })
    .dispatchEvent('drop', { dataTransfer: files });
  await expect(dialog.getByRole('link', { name: /SOC 2\.pdf/ })).toBeVisible();
  const backed = dialog.getByRole('group', { name: 'Questions it backs' });
  await backed.getByRole('checkbox', { name: /^How are stored data encrypted/ }).check();
  await fitsEverybody(page);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('link', { name: /SOC 2\.pdf/ })).toBeVisible();
  const line = page.getByRole('listitem').filter({ hasText: 'Report of the auditors' });
  await expect(line).toContainText('backs 1 answer');
  await line.getByRole('button', { name: /^Change/ }).click();
  await expect(
    backed.getByRole('checkbox', { name: /^How are stored data encrypted/ }),
  ).toBeChecked();
});
