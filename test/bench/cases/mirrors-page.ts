import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../../browser/support/browser';
import { heading, signIn } from '../../browser/support/pages';
import { PASSWORD, USER } from '../../browser/support/stage';
import { rowsOf } from '../../support/rows';
import { startTestApp } from '../../support/test-app';
import { atMost, type BenchCase, type Measurement, percentile } from '../measure';
import { tasksWhile } from '../page-trace';
import { insertMirrors } from './mirror-rows';

const MIRRORS = 100_000;
const FRAMES = 60;
/** How far one scrolls with each frame, px: reading, the wheel turned fast, the scrollbar dragged from end to end. */
const SCROLLS = [
  { how: 'slowly', step: 30 },
  { how: 'fast', step: 600 },
  { how: 'over all of them', step: null },
];
const SEARCHES = ['project-4', 'group-7/', 'sub-11', 'project-77', 'group-90/sub-1'];
const SETTLED_MS = 300;

/** `npm run build:web` comes first: what is measured is the app as it is served. */
export const mirrorsPage: BenchCase = {
  name: 'mirrors-page',
  async run({ scale }) {
    const api = await startTestApp();
    const browser = await launchBrowser();
    try {
      await using rows = await rowsOf(api);
      const [source, target] = [await rows.instance('Source'), await rows.instance('Target')];
      const pair = await rows.pair('One', source, target, 'push');
      await insertMirrors(rows.client, MIRRORS * scale, pair, await rows.pair('Two', target, source, 'push'));

      const { page } = await openPage(browser, { baseURL: api.url });
      await page.goto('/mirrors');
      await signIn(page, USER, PASSWORD);
      await heading(page, 'Mirrors').waitFor();
      await page.getByRole('row').nth(10).waitFor();
      return [...(await scrolling(browser, page)), await filtering(page)];
    } finally {
      await browser.close();
      await api.stop();
    }
  },
};

async function scrolling(browser: Browser, page: Page): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  let mostRows = 0;
  for (const { how, step } of SCROLLS) {
    await page.evaluate('window.scrollTo(0, 0)');
    await page.waitForTimeout(SETTLED_MS);
    const tasks = await tasksWhile(browser, page, async () => {
      mostRows = Math.max(mostRows, await page.evaluate<number>(scrollScript(step)));
      await page.waitForTimeout(SETTLED_MS);
    });
    measurements.push({
      work: `scrolling ${how}: longest task of the page`,
      measured: tasks[0] ?? 0,
      unit: 'ms of CPU',
      limit: atMost(50),
      details: { longest: tasks.slice(0, 5), sum: tasks.reduce((sum, each) => sum + each, 0) },
    });
  }
  measurements.push({ work: 'rows that exist at once', measured: mostRows, unit: 'rows', limit: atMost(60) });
  return measurements;
}

/** Scrolls with each frame and answers the highest number of rows seen. */
const scrollScript = (step: number | null): string => `new Promise((done) => {
  const step = ${step ?? 'document.documentElement.scrollHeight / ' + FRAMES};
  let [frame, most] = [0, 0];
  requestAnimationFrame(function next() {
    window.scrollBy(0, step);
    most = Math.max(most, document.querySelectorAll('[role=table] [role=row]').length);
    if (++frame < ${FRAMES}) requestAnimationFrame(next);
    else done(most);
  });
})`;

/** From the end of the API's answer until the rows of it are on the screen. */
async function filtering(page: Page): Promise<Measurement> {
  const times: number[] = [];
  for (const search of SEARCHES) {
    await page.evaluate('window.scrollTo(0, 0)');
    const shown = page.evaluate<number>(shownScript(search));
    await page.getByLabel('Search by project path').fill(search);
    times.push(await shown);
  }
  return {
    work: 'a filter, from the answer of the API until its rows are shown',
    measured: percentile(times, 0.5),
    unit: `ms (median of ${times.length})`,
    limit: atMost(200),
    details: { times },
  };
}

const shownScript = (search: string): string => `new Promise((done) => {
  const table = document.querySelector('[role=table]');
  requestAnimationFrame(function look() {
    const answer = performance.getEntriesByType('resource')
      .find(({ name }) => name.includes('/api/mirrors?') && new URL(name).searchParams.get('search') === ${JSON.stringify(search)});
    const rows = [...table.querySelectorAll('[role=row] a')];
    const isShown = rows.length > 0 && rows.every((row) => row.textContent.includes(${JSON.stringify(search)}));
    if (answer && answer.responseEnd > 0 && isShown && table.getAttribute('aria-busy') === 'false') done(performance.now() - answer.responseEnd);
    else requestAnimationFrame(look);
  });
})`;
