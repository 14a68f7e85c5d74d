/** Second factors for stories: an app that shows codes, and a passkey that lives in the browser. */
import { generateSync } from 'otplib';
import type { CDPSession } from '@playwright/test';
import { expect, fitsEverybody, type Page } from './story.js';

const STEP_SECONDS = 30;

/** What an app shows for a seed, `ahead` steps later than now; a code works once. */
export function codeOf(secret: string, ahead = 0): string {
  const epoch = Math.floor(Date.now() / 1000) + ahead * STEP_SECONDS;
  return generateSync({ secret, epoch });
}

/** Chooses an app on the page of enrolment and keeps the codes. Gives the seed and the codes. */
export async function enrolApp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await expect(page.getByRole('heading', { name: 'Choose a second factor' })).toBeVisible();
  await page.getByRole('button', { name: /^Authenticator app/ }).click();
  await expect(page.getByAltText(/QR code/)).toBeVisible();
  await page.getByText('You cannot scan it?').click();
  const secret = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('Code that the app shows').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  return { secret, codes: await keepCodes(page) };
}

/** Reads the ten codes, says that they are kept, and goes on. */
export async function keepCodes(page: Page): Promise<string[]> {
  const list = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(list).toHaveCount(10);
  const codes = (await list.allInnerTexts()).map((code) => code.trim());
  await page.getByRole('checkbox', { name: /I have kept them/ }).check();
  await page.getByRole('button', { name: /^(Go on|Done)$/ }).click();
  return codes;
}

/** The second step by one of the codes on paper. */
export async function byRecoveryCode(page: Page, code = ''): Promise<void> {
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
}

/** Gives the page's browser a device that holds passkeys and says yes. */
export async function withPasskeys(page: Page): Promise<CDPSession> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return browser;
}

/** The next change that the page sends is answered as if the second factor were too old. */
export async function staleFactorOnce(page: Page): Promise<void> {
  await page.route(
    '**/graphql',
    (route) =>
      route.fulfill({
        contentType: 'application/json',
        body: JSON.stringify({
          data: null,
          errors: [{ message: 'Show it again.', extensions: { code: 'STEP_UP_NEEDED' } }],
        }),
      }),
    { times: 1 },
  );
}

/** Shows a passkey in the dialog that asks for the second factor again. */
export async function stepUpByPasskey(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await expect(dialog).toBeVisible();
  await fitsEverybody(page);
  await dialog.getByRole('button', { name: 'Use a passkey' }).last().click();
  await dialog.getByRole('button', { name: 'Use a passkey' }).first().click();
  await expect(dialog).toHaveCount(0);
}
