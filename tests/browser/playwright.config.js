// The browser is the system's own; nothing is downloaded.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  reporter: 'list',
  workers: 1,
  timeout: 120_000,
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
