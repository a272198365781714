import { PATIENCE_MS } from '@app/testing';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Debian's Chromium; elsewhere CHROMIUM_PATH says where it is. */
const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'];

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: EXECUTABLE, args: ARGS });

export const DESKTOP = { width: 1360, height: 860 };
/** The narrowest phone that must work. */
export const PHONE = { width: 360, height: 740 };

/** Whoever opens a page here waits until the server has said whether a login is needed, on slow machines, too. */
const NO_HURRY = 'AbortSignal.timeout = () => new AbortController().signal';

export interface OpenPage {
  page: Page;
  context: BrowserContext;
  /** What the page complained about on its console so far. */
  complaints: string[];
  /** Answers above 399 so far, which Chromium notes on the console by itself; some journeys provoke them. */
  refusals: string[];
}

/** A browser of its own (no shared storage) that notes every error on the console. */
export async function openPage(
  browser: Browser,
  options: { viewport?: { width: number; height: number }; colorScheme?: 'light' | 'dark'; baseURL: string },
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(NO_HURRY);
  const page = await context.newPage();
  const complaints: string[] = [];
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (message.text().startsWith('Failed to load resource')) refusals.push(message.location().url);
    else complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, complaints, refusals };
}
