/**
 * Stories in a real browser against the built product. In: CHAPERONE_E2E_URL (a running demo),
 * CHROMIUM_PATH; `npm test` sets both. Out: what Playwright reports.
 */
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

export default defineConfig({
  testDir: './src',
  testMatch: '**/*.spec.ts',
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
});
