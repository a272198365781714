// npm run screenshots: every page of the web app, in both themes, from a running demo, into docs/screenshots.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuilt, ensurePackages } from './setup.mjs';

const PAGES = {
  dashboard: '/',
  mirrors: '/mirrors',
  'issue-sync': '/issue-sync',
  groups: '/groups',
  'mirror-a-group': '/groups/new',
  schedules: '/schedules',
  users: '/users',
  topology: '/topology',
  activity: '/activity',
  audit: '/activity?tab=audit',
  pairs: '/pairs',
  instances: '/instances',
  'group-settings': '/group-settings',
  'import-export': '/import-export?tab=configuration',
  notifications: '/notifications',
  help: '/help',
  settings: '/settings',
};
const OUT = 'docs/screenshots';
const PORT = '8970';

ensurePackages();
ensureBuilt();
mkdirSync(OUT, { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), 'maestro-screenshots-'));
const demo = spawn(process.execPath, ['dist/apps/standalone/src/demo/main.js'], {
  env: { ...process.env, DATA_DIR: dataDir, PORT },
  stdio: ['ignore', 'pipe', 'inherit'],
});

const password = await new Promise((done, fail) => {
  let text = '';
  demo.stdout.on('data', (chunk) => {
    text += chunk;
    const login = /login admin \/ (\S+)/.exec(text);
    if (login) done(login[1]);
  });
  demo.once('exit', () => fail(new Error('The demo ended before it was ready.')));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${PORT}/`);
    await page.getByLabel(/user/i).waitFor();
    await page.screenshot({ path: `${OUT}/login-${colorScheme}.png` });
    await page.getByLabel(/user/i).fill('admin');
    await page
      .getByLabel(/password/i)
      .first()
      .fill(password);
    await page.keyboard.press('Enter');
    // The login page has a heading, too.
    await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(`http://127.0.0.1:${PORT}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // Live events keep the network busy for ever: the page is there once nothing is a placeholder any more.
      await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root, [aria-busy=true]') === null);
      await page.screenshot({ path: `${OUT}/${name}-${colorScheme}.png` });
    }
    await context.close();
  }
} finally {
  await browser.close();
  demo.kill('SIGTERM');
  await new Promise((done) => demo.once('exit', done));
  rmSync(dataDir, { recursive: true, force: true });
}
