// npm run screenshots: every page of the web app, in both themes, from a running demo, into docs/screenshots.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { bringToLife } from './screenshots/life.mjs';
import { PAGES, PHONE_PAGES } from './screenshots/pages.mjs';
import { ensureBuilt, ensurePackages } from './setup.mjs';

const OUT = 'docs/screenshots';
const PORT = '8970';
const MAESTRO = `http://127.0.0.1:${PORT}`;
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

ensurePackages();
ensureBuilt();
mkdirSync(OUT, { recursive: true });
mkdirSync('data', { recursive: true });
const dataDir = mkdtempSync('data/screenshots-');
const demo = spawn(process.execPath, ['dist/apps/standalone/src/demo/main.js'], {
  env: { ...process.env, DATA_DIR: dataDir, PORT },
  stdio: ['ignore', 'pipe', 'inherit'],
});

/** What the demo prints when it is ready. */
const signs = await new Promise((done, fail) => {
  let text = '';
  demo.stdout.on('data', (chunk) => {
    text += chunk;
    if (text.includes('Ctrl-C ends it')) done(text);
  });
  demo.once('exit', () => fail(new Error('The demo ended before it was ready.')));
});
const password = /login admin \/ (\S+)/.exec(signs)[1];
const gitlab = (name) => {
  const [, url, token] = new RegExp(`GitLab ${name}\\s+(\\S+)\\s+token (\\S+)`).exec(signs);
  return { url, token };
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
});

async function picture(page, file) {
  // Live events keep the network busy for ever: the page is there once nothing is a placeholder any more.
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root, [aria-busy=true]') === null);
  // Nothing is pointed at, and what slides or fades in has arrived.
  await page.mouse.move(2, 2);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((it) => it.effect?.getComputedTiming().iterations === Infinity || it.playState !== 'running'),
  );
  await page.screenshot({ path: `${OUT}/${file}.png` });
}

async function pictures(pages, { viewport, colorScheme, withLogin }) {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  await page.goto(MAESTRO);
  await page.getByLabel(/user/i).waitFor();
  if (withLogin) await page.screenshot({ path: `${OUT}/login-${colorScheme}.png` });
  await page.getByLabel(/user/i).fill('admin');
  await page
    .getByLabel(/password/i)
    .first()
    .fill(password);
  await page.keyboard.press('Enter');
  // The login page has a heading, too.
  await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
  for (const { name, path, act } of pages) {
    await page.goto(`${MAESTRO}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await act?.(page);
    await picture(page, `${name}-${colorScheme}`);
  }
  await context.close();
}

try {
  await bringToLife({ maestro: MAESTRO, password, a: gitlab('A'), b: gitlab('B'), dataDir });
  for (const colorScheme of ['light', 'dark']) {
    await pictures(PAGES, { viewport: DESKTOP, colorScheme, withLogin: true });
    await pictures(PHONE_PAGES, { viewport: PHONE, colorScheme, withLogin: false });
  }
} finally {
  await browser.close();
  demo.kill('SIGTERM');
  await new Promise((done) => demo.once('exit', done));
  rmSync(dataDir, { recursive: true, force: true });
}
