import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for';
import { faultsOnDeskAndPhone, seriousFaults } from './support/accessibility';
import { launchBrowser, openPage, type OpenPage } from './support/browser';
import { addInstance, choose, goTo, heading, row, rowAction, shown, signIn } from './support/pages';
import { ISSUES, PASSWORD, SOURCE, startStage, TARGET, USER, type Stage } from './support/stage';

describe('From an empty installation to issues in sync, in the browser', () => {
  let browser: Browser;
  let stage: Stage;
  let opened: OpenPage;
  let page: Page;

  beforeAll(async () => {
    [browser, stage] = await Promise.all([launchBrowser(), startStage()]);
    opened = await openPage(browser, { baseURL: stage.app.url });
    ({ page } = opened);
  });
  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });

  it('greets a newcomer with the three steps to the first mirror', async () => {
    await page.goto('/');
    await signIn(page, USER, PASSWORD);
    await heading(page, 'Dashboard').waitFor();
    await page.getByRole('link', { name: 'Add an instance' }).click();
    expect(await shown(page.getByText('No GitLab yet'))).toBe(true);
  });

  it('refuses an instance whose token does not work, beside the field, and keeps what was typed', async () => {
    await addInstance(page, { name: 'Production', url: stage.a.simulator.url, token: 'glpat-wrong' });
    const form = page.getByRole('dialog', { name: 'Add a GitLab instance' });
    await form.getByRole('alert').waitFor();
    expect(await form.getByLabel('Name').inputValue()).toBe('Production');
    await form.getByRole('button', { name: 'Cancel' }).click();
  });

  it('adds both GitLabs', async () => {
    await addInstance(page, { name: 'Production', url: stage.a.simulator.url, token: stage.a.token });
    await row(page, 'Instances', 'Production').waitFor();
    await addInstance(page, { name: 'Backup', url: stage.b.simulator.url, token: stage.b.token });
    await row(page, 'Instances', 'Backup').waitFor();
    expect(await row(page, 'Instances', 'Backup').textContent()).toContain('@root');
  });

  it('tests a connection on request', async () => {
    await rowAction(page, 'Production', 'Test connection');
    const result = page.getByRole('dialog', { name: 'Connection to Production' });
    expect(await shown(result.getByText(/Answered in \d+ ms/))).toBe(true);
    await result.getByRole('button', { name: 'Close', exact: true }).last().click();
  });

  it('joins them to a pair', async () => {
    await goTo(page, 'Pairs');
    await page.getByRole('button', { name: 'Add pair' }).click();
    const form = page.getByRole('dialog', { name: 'Add a pair' });
    await form.getByLabel('Name').fill('Production to backup');
    await choose(page, 'Source', 'Production');
    await choose(page, 'Target', 'Backup');
    await form.getByText('Push', { exact: true }).click();
    await form.getByRole('button', { name: 'Add pair' }).click();
    expect(await shown(row(page, 'Pairs', 'Production to backup'))).toBe(true);
  });

  it('mirrors a project that is found by typing a part of its path, until it is in sync', async () => {
    await goTo(page, 'Mirrors');
    await page.getByRole('button', { name: 'Add mirror' }).first().click();
    const form = page.getByRole('dialog', { name: 'Add a mirror' });
    await choose(page, 'Source project', SOURCE, 'gateway');
    await choose(page, 'Target project', TARGET, 'gateway');
    await form.getByRole('button', { name: 'Create mirror' }).click();
    await form.waitFor({ state: 'detached' });
    expect(await shown(row(page, 'Mirrors', SOURCE).getByText('In sync'))).toBe(true);
  });

  it('keeps its filters in the address', async () => {
    await page.getByLabel('Search by project path').fill('nothing-like-this');
    await page.getByText('No mirror matches').waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('nothing-like-this');
    await page.reload();
    await page.getByText('No mirror matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await row(page, 'Mirrors', SOURCE).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('shows what a mirror does and why, and syncs it on request', async () => {
    await page.getByRole('link', { name: SOURCE }).click();
    const details = page.getByRole('dialog', { name: SOURCE });
    await details.getByText('Settings in effect').waitFor();
    expect(await details.getByText('from the pair').count()).toBeGreaterThan(3);
    // The message is there for some seconds only.
    const told = page.getByText('The sync is on its way.').waitFor();
    await details.getByRole('button', { name: 'Sync now' }).click();
    await told;
    expect(await shown(details.getByText('In sync'))).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('turns issue sync on and follows the first run to its end', async () => {
    await page.getByRole('dialog', { name: SOURCE }).getByRole('link', { name: 'Set up' }).click();
    await heading(page, SOURCE).waitFor();
    await page.getByRole('switch', { name: 'Issues from before' }).check();
    await page.getByRole('button', { name: 'Turn on issue sync' }).click();
    await page.getByRole('button', { name: 'Sync issues now' }).click();
    await page.getByRole('tab', { name: 'Runs' }).click();
    await row(page, 'Runs', 'Success').first().waitFor();
    await page.getByRole('tab', { name: 'Issues' }).click();
    await row(page, 'Copied issues', 'Finding number 1').waitFor();
    await page.getByText(`${ISSUES} issues`).waitFor();
    const copy = row(page, 'Copied issues', 'Finding number 1').getByRole('link').last();
    expect(await copy.getAttribute('href')).toContain(`${stage.b.simulator.url}/${TARGET}`);
  });

  it('shows the work in the background', async () => {
    await goTo(page, 'Activity');
    expect(await shown(row(page, 'Activity', 'Sync issues').first())).toBe(true);
  });

  it('finds a mirror by the keyboard alone', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search' }).waitFor();
    await page.keyboard.type('gateway');
    await waitFor('the mirror to be chosen', async () => {
      await page.keyboard.press('ArrowDown');
      return page.locator('[data-selected]').filter({ hasText: TARGET }).isVisible();
    });
    await page.keyboard.press('Enter');
    expect(await shown(page.getByRole('dialog', { name: SOURCE }))).toBe(true);
  });

  const PAGES = [
    ['Dashboard', '/'],
    ['Mirrors', '/mirrors'],
    ['Issue sync', '/issue-sync'],
    ['Activity', '/activity'],
    ['Pairs', '/pairs'],
    ['Instances', '/instances'],
    ['Group settings', '/group-settings'],
  ] as const;

  it.each(PAGES)('%s is accessible in both schemes and fits a phone', async (title, path) => {
    await page.goto(path);
    await heading(page, title).waitFor();
    await waitFor('the page without placeholders', () =>
      page.evaluate<boolean>("document.querySelector('.mantine-Skeleton-root, [aria-busy=true]') === null"),
    );
    expect(await faultsOnDeskAndPhone(page)).toEqual([]);
  });

  it('deletes an instance with all that hangs on it only when its name is typed', async () => {
    await goTo(page, 'Instances');
    await rowAction(page, 'Backup', 'Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete this instance?' });
    await dialog.getByText('1 pair and 1 mirror').waitFor();
    const confirm = dialog.getByRole('button', { name: 'Delete instance' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('Backup');
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
    expect(await row(page, 'Instances', 'Backup').count()).toBe(0);
    await goTo(page, 'Pairs');
    expect(await shown(page.getByText('No pair yet'))).toBe(true);
  });

  it('has never complained on the console, and only the wrong token was refused', () => {
    expect(opened.complaints).toEqual([]);
    expect(opened.refusals).toEqual([`${stage.app.url}/api/instances`]);
  });
});
