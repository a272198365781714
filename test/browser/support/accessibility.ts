import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for';
import { DESKTOP, PHONE } from './browser';

/** No colour is on its way to another; what pulses does so for ever. */
const SETTLED = `document.getAnimations().every(
  (it) => it.playState !== 'running' || it.effect?.getComputedTiming().iterations === Infinity,
)`;

/** Faults that keep people out, one line each: the rule, and where it is broken. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await waitFor('colours at rest', () => page.evaluate<boolean>(SETTLED));
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    // No frames of other origins here: without them it needn't open a page for each report.
    .setLegacyMode()
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Waits until nothing sticks out to the right, so that a phone need not scroll sideways. */
export async function fits(page: Page): Promise<boolean> {
  return waitFor('a page without sideways scrolling', () =>
    page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth'),
  );
}

/** The page follows a moment later; before that no colour has begun to change. */
async function turn(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
}

/** Faults of a page on a desk in the dark and on a phone by day, which it must fit: each scheme and layout once. */
export async function faultsOnDeskAndPhone(page: Page): Promise<string[]> {
  await turn(page, 'dark');
  const onDesk = await seriousFaults(page);
  await turn(page, 'light');
  await page.setViewportSize(PHONE);
  await fits(page);
  const onPhone = await seriousFaults(page);
  await page.setViewportSize(DESKTOP);
  return [...onDesk, ...onPhone];
}
