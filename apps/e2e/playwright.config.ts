/**
 * Stories in a real browser against the built product. In: CHAPERONE_E2E_URL (a running demo, with
 * its …_SIGN_IN_LINK and …_API_TOKEN), CHAPERONE_E2E_SET_UP_LINK (an empty installation) and
 * CHROMIUM_PATH; `npm test` sets them. Out: what Playwright reports.
 */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The cookie of the sign-in story, for all others. */
const session = join(import.meta.dirname, 'test-results', 'session.json');

export default defineConfig({
  testDir: './src',
  outputDir: './test-results',
  // one organisation and one database: stories do not run beside each other
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env['CHAPERONE_E2E_URL'],
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'],
      args: flags,
    },
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'sign-in', testMatch: '**/*.setup.ts', metadata: { session } },
    {
      name: 'stories',
      testMatch: '**/*.spec.ts',
      dependencies: ['sign-in'],
      use: { storageState: session },
    },
    // one worker takes the projects in this order
    {
      name: 'removal',
      testMatch: '**/*.last.ts',
      dependencies: ['sign-in'],
      use: { storageState: session },
    },
  ],
});
