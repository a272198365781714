import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for';
import { faultsOnDeskAndPhone, seriousFaults } from './support/accessibility';
import { launchBrowser, openPage, type OpenPage } from './support/browser';
import { choose, gone, goTo, heading, holdBack, row, rowAction, shown, signIn } from './support/pages';
import { PASSWORD, SOURCE, startStage, TARGET, USER, type Stage } from './support/stage';

const PAIR = 'Production to backup';

describe('Working with mirrors in the browser', () => {
  let browser: Browser;
  let stage: Stage;
  let opened: OpenPage;
  let page: Page;
  let pairId: number;

  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await stage.app.http.post(path).send(body);
    expect(answer.status).toBeLessThan(300);
    return answer.body as T;
  };
  const details = () => page.getByRole('dialog', { name: SOURCE });

  beforeAll(async () => {
    [browser, stage] = await Promise.all([launchBrowser(), startStage()]);
    const instance = ({ simulator, token }: Stage['a'], name: string) =>
      post<{ id: number }>('/api/instances', { name, url: simulator.url, token });
    const [source, target] = await Promise.all([instance(stage.a, 'Production'), instance(stage.b, 'Backup')]);
    const pair = { name: PAIR, source_instance_id: source.id, target_instance_id: target.id, mirror_direction: 'push' };
    pairId = (await post<{ id: number }>('/api/pairs', pair)).id;
    opened = await openPage(browser, { baseURL: stage.app.url });
    ({ page } = opened);
    await page.goto('/mirrors');
    await signIn(page, USER, PASSWORD);
    await heading(page, 'Mirrors').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });

  it('says before a mirror is made what stands in the way, then makes it and shows it in sync', async () => {
    await page.getByRole('button', { name: 'Add mirror' }).first().click();
    const form = page.getByRole('dialog', { name: 'Add a mirror' });
    await choose(page, 'Source project', SOURCE, 'gateway');
    await choose(page, 'Target project', TARGET, 'gateway');
    await form
      .getByRole('status')
      .getByText(/stands in the way|Good to know/)
      .waitFor();
    await form.getByRole('button', { name: 'Create mirror' }).click();
    await form.waitFor({ state: 'detached' });
    expect(await shown(row(page, 'Mirrors', SOURCE).getByText('In sync'))).toBe(true);
  });

  it('works by the keyboard alone: search, move, select, open, close', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('gateway');
    await page.getByText('1 mirror', { exact: true }).waitFor();
    await page.waitForURL(/search=gateway/);
    await page.keyboard.press('Escape');
    await row(page, 'Mirrors', SOURCE).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await details().waitFor();
    await page.keyboard.press('Escape');
    await details().waitFor({ state: 'detached' });
    await page.keyboard.press('x');
    const bar = page.getByLabel('Act on the selected mirrors');
    await bar.waitFor();
    await page.keyboard.press('Escape');
    // The keyboard is at the row still, whether the bar of actions has gone yet or not.
    await page.keyboard.press('Enter');
    await details().waitFor();
    await page.keyboard.press('Escape');
    await details().waitFor({ state: 'detached' });
    await bar.waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Keys on this page' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    expect(await shown(row(page, 'Mirrors', SOURCE))).toBe(true);
  });

  it('keeps the mirrors in sight, and the keyboard at them, while the answer to a filter is on its way', async () => {
    const answer = await holdBack(page, /api\/mirrors\?.*search=api-gate/);
    const asked = page.waitForRequest(/api\/mirrors\?.*search=api-gate/);
    await page.getByLabel('Search by project path').fill('api-gate');
    await asked;
    const table = page.getByRole('table', { name: 'Mirrors', exact: true });
    await waitFor('a table on the move', async () => (await table.getAttribute('aria-busy')) === 'true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await details().waitFor();
    await page.keyboard.press('Escape');
    await details().waitFor({ state: 'detached' });
    await answer();
    await waitFor('a table at rest', async () => (await table.getAttribute('aria-busy')) === 'false');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
  });

  it('leaves the search where it is when nothing was found and the letters are taken back', async () => {
    await page.goto('/mirrors?search=nowhere');
    const search = page.getByLabel('Search by project path');
    await page.getByText('0 mirrors', { exact: true }).waitFor();
    const answer = await holdBack(page, /api\/mirrors\?/);
    const asked = page.waitForRequest(/api\/mirrors\?/);
    await search.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await asked;
    await page.keyboard.type('gate');
    await answer();
    await page.getByText('1 mirror', { exact: true }).waitFor();
    expect(await search.inputValue()).toBe('gate');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await row(page, 'Mirrors', SOURCE).waitFor();
  });

  it('keeps every letter that is typed, however slowly, on a slow machine', async () => {
    const machine = await page.context().newCDPSession(page);
    await machine.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const search = page.getByLabel('Search by project path');
    // Each letter comes while the one before is on its way to the address.
    await search.pressSequentially('gateway', { delay: 215 });
    await page.waitForURL(/search=gateway$/);
    expect(await search.inputValue()).toBe('gateway');
    await machine.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await waitFor('an empty field', async () => (await search.inputValue()) === '');
  });

  it('goes where one clicks right after typing, however long the way is', async () => {
    await page.goto('/mirrors');
    await page.getByLabel('Search by project path').pressSequentially('gate');
    const load = await holdBack(page, /pairs-page/);
    await page.getByRole('link', { name: 'Pairs', exact: true }).click();
    await page.waitForURL(/search=gate$/);
    await load();
    expect(await shown(heading(page, 'Pairs'))).toBe(true);
  });

  it('takes what is typed for the palette before it is there as meant for it, not for the page', async () => {
    await page.goto('/mirrors');
    await row(page, 'Mirrors', SOURCE).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
    const load = await holdBack(page, /command-palette/);
    await page.keyboard.press('j');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('a shop');
    await load();
    const search = page.getByRole('textbox', { name: 'Search', exact: true });
    await search.waitFor();
    expect([await search.inputValue(), asked]).toEqual(['a shop', []]);
  });

  it('starts nothing from the palette that was found for what was typed before', async () => {
    const found = page.getByRole('dialog').getByRole('button', { name: `to ${TARGET}` });
    const search = page.getByRole('textbox', { name: 'Search', exact: true });
    await search.fill('gateway');
    await waitFor('the mirror to be chosen', async () => (await found.getAttribute('data-selected')) === 'true');
    const answer = await holdBack(page, /api\/search/);
    await search.fill('elsewhere');
    await gone(found);
    await answer();
    await search.fill('gateway');
    await waitFor('the mirror to be chosen', async () => (await found.getAttribute('data-selected')) === 'true');
    await page.keyboard.press('Enter');
    expect(await shown(details())).toBe(true);
  });

  it('remembers a view under a name', async () => {
    await page.goto('/mirrors?direction=push&enabled=true');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save what is shown as a view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Pushed');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.goto('/mirrors');
    await page.getByRole('button', { name: 'All mirrors' }).click();
    await page.getByRole('menuitemradio', { name: 'Pushed' }).click();
    await page.getByRole('button', { name: 'Pushed' }).waitFor();
    expect(new URL(page.url()).searchParams.get('direction')).toBe('push');
  });

  it('finds what somebody changed on GitLab, and repairs it', async () => {
    const { body: list } = await stage.app.http.get('/api/mirrors');
    const [mirror] = list as { id: number; source_project_id: number; mirror_id: number }[];
    const { simulator, token } = stage.a;
    const remote = `${simulator.url}/api/v4/projects/${mirror?.source_project_id}/remote_mirrors/${mirror?.mirror_id}`;
    const changed = await fetch(remote, {
      method: 'PUT',
      headers: { 'PRIVATE-TOKEN': token, 'content-type': 'application/json' },
      body: JSON.stringify({ only_protected_branches: true }),
    });
    expect(changed.status).toBe(200);
    await page.goto(`/mirrors?mirror=${mirror?.id}&panel=compare`);
    await details().getByText('Settings were changed on GitLab').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await details().getByRole('button', { name: 'Repair' }).click();
    expect(await shown(details().getByText('As it should be'))).toBe(true);
  });

  it('rotates the token of a mirror', async () => {
    await details().getByRole('tab', { name: 'Overview' }).click();
    // The message is there for some seconds only.
    const told = page.getByText('The mirror works with a new token.').waitFor();
    await details().getByRole('button', { name: 'Rotate token' }).click();
    await told;
    await details().getByRole('tab', { name: 'History' }).click();
    expect(
      await shown(
        details()
          .getByText(/^Success/)
          .first(),
      ),
    ).toBe(true);
  });

  it('mirrors a whole group: choose, look at the plan, watch that being done and nothing typed later', async () => {
    await page.goto('/groups/new');
    await page.getByRole('combobox', { name: 'Pair' }).click();
    await page.getByRole('option', { name: PAIR }).click();
    await page.getByRole('combobox', { name: 'Source group' }).fill('platform');
    await page.getByRole('combobox', { name: 'Target namespace' }).fill('backup');
    const answer = await holdBack(page, /bulk\/plan$/);
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByRole('combobox', { name: 'Target namespace' }).fill('elsewhere');
    await answer();
    const plan = page.getByRole('region', { name: 'The plan' });
    await plan.getByText('Mirrored already').waitFor();
    await plan.getByText('web-shop').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make 1 mirror' }).click();
    await page.getByText('Success').waitFor();
    await page.getByRole('link', { name: 'See the mirrors' }).click();
    await row(page, 'Mirrors', 'platform/web-shop').getByText('backup/web-shop').waitFor();
    await goTo(page, 'Groups');
    expect(await shown(row(page, 'Followed groups', 'platform'))).toBe(true);
  });

  it('shows the history of each mirror from its first page, whatever was looked at before', async () => {
    const { body: list } = await stage.app.http.get('/api/mirrors').query({ sort: 'source_project_path' });
    const [first, second] = list as { id: number; source_project_path: string }[];
    const sync = { status: 'success', trigger: 'manual', finished_at: null, started_at: null, error: null };
    await page.route(/history\?/, (route) => {
      const url = new URL(route.request().url());
      const [total, shownBefore] = [url.pathname.includes(`/${first?.id}/`) ? 60 : 1, 30];
      const isThere = total > (Number(url.searchParams.get('page')) - 1) * shownBefore;
      const json = isThere ? [{ ...sync, id: 1, duration_ms: total }] : [];
      return route.fulfill({ json, headers: { 'X-Total': String(total) } });
    });
    const only = page.getByRole('dialog').getByText('took 1 ms');
    await page.goto(`/mirrors?sort=source_project_path&panel=history&mirror=${second?.id}`);
    await only.waitFor();
    await page.getByText('2 mirrors', { exact: true }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('dialog').getByText('took 60 ms').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '2', exact: true }).click();
    await page.getByRole('dialog').locator('[data-active]').filter({ hasText: '2' }).waitFor();
    await page.keyboard.press('j');
    expect(await shown(only)).toBe(true);
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('no longer selects all that matched once something else is looked for', async () => {
    await page.goto('/mirrors');
    await row(page, 'Mirrors', 'platform/web-shop').waitFor();
    const answer = await holdBack(page, /api\/mirrors\?.*per_page=500/);
    const asked = page.waitForRequest(/api\/mirrors\?.*per_page=500/);
    await page.getByRole('checkbox', { name: 'Select all that match' }).click();
    await asked;
    await page.getByLabel('Search by project path').fill('gateway');
    await page.getByText('1 mirror', { exact: true }).waitFor();
    await answer();
    await page.getByRole('checkbox', { name: `Select ${SOURCE}` }).check();
    expect(await shown(page.getByLabel('Act on the selected mirrors').getByText('1 mirror'))).toBe(true);
  });

  it('configures an issue sync down to its filters, and says what it would do', async () => {
    const { body: list } = await stage.app.http.get('/api/mirrors').query({ search: 'api-gateway' });
    const [mirror] = list as { id: number }[];
    await page.goto(`/issue-sync/${mirror?.id}`);
    await page.getByRole('switch', { name: 'Issues from before' }).check();
    await page.getByRole('button', { name: /^Advanced/ }).click();
    await page.getByLabel('Title').fill('Finding*');
    await page.getByRole('button', { name: 'Turn on issue sync' }).click();
    await page.getByRole('button', { name: 'Preview' }).click();
    const planned = page.getByRole('table', { name: 'Planned issues' });
    await planned.getByText('Finding number 1').waitFor();
    expect(await planned.getByText('Create').count()).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
  });

  it('keeps what is changed in a configuration while it is being saved', async () => {
    const comments = page.getByRole('switch', { name: /^Comments/ });
    const labels = page.getByRole('switch', { name: /^Labels/ });
    const answer = await holdBack(page, /api\/issue-mirrors\/\d+$/, 'PUT');
    await comments.uncheck();
    await page.getByRole('button', { name: 'Save configuration' }).click();
    await labels.uncheck();
    const told = page.getByText('The configuration is saved.').waitFor();
    await answer();
    await told;
    expect([await comments.isChecked(), await labels.isChecked()]).toEqual([false, false]);
    await page.getByRole('button', { name: 'Undo changes' }).click();
    expect([await comments.isChecked(), await labels.isChecked()]).toEqual([false, true]);
  });

  it('pauses everything, and goes on', async () => {
    const answer = await holdBack(page, /api\/instances\?/);
    await page.goto('/schedules');
    await page.getByRole('button', { name: 'Pause everything' }).click();
    const pause = page.getByRole('button', { name: 'Pause now' });
    // Before it is known what everything is.
    await pause.waitFor();
    expect(await pause.isDisabled()).toBe(true);
    await answer();
    await pause.click();
    await page.getByText('2 pauses in effect').waitFor();
    await page.getByRole('button', { name: 'Go on with everything' }).click();
    expect(await shown(page.getByText('Nothing is paused'))).toBe(true);
  });

  it('changes the name of a pair where it stands, and takes it back', async () => {
    await goTo(page, 'Pairs');
    await page.getByRole('button', { name: `Name of ${PAIR}` }).click();
    await page.getByRole('textbox', { name: `Name of ${PAIR}` }).fill('Renamed');
    await page.keyboard.press('Enter');
    await row(page, 'Pairs', 'Renamed').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await shown(row(page, 'Pairs', PAIR))).toBe(true);
  });

  it('changes the defaults of a group where they stand, and greys what is fixed', async () => {
    await post('/api/group-defaults', { instance_pair_id: pairId, group_path: 'platform' });
    await page.goto('/group-settings?tab=defaults');
    const group = row(page, 'Group defaults', 'platform');
    expect(await shown(group.getByTitle('What defaults are for is fixed: make others instead.'))).toBe(true);
    await group.getByRole('button', { name: 'Branch filter of platform' }).click();
    await page.getByRole('textbox', { name: 'Branch filter of platform' }).fill('^main$');
    await page.keyboard.press('Enter');
    await group.getByText('^main$').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await shown(group.getByText('inherited'))).toBe(true);
  });

  it('gives the focus back when something closes, one layer at a time', async () => {
    const focused = () =>
      page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');
    await page.goto('/mirrors');
    await page.getByRole('link', { name: SOURCE }).press('Enter');
    await details().getByRole('button', { name: 'More actions' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Edit settings' }).press('Enter');
    await page.getByRole('dialog', { name: 'Settings of this mirror' }).waitFor();
    await page.keyboard.press('Escape');
    await waitFor('the focus back on the menu', async () => (await focused()) === 'More actions');
    await page.keyboard.press('Escape');
    await details().waitFor({ state: 'detached' });
    await waitFor('the focus back on the mirror', async () => (await focused()) === SOURCE);
  });

  it.each([
    ['Groups', '/groups'],
    ['Mirror a whole group', '/groups/new'],
    ['Schedules', '/schedules'],
    ['Mirrors', '/mirrors?tree=1&enabled=true'],
  ])('%s is accessible in both schemes and fits a phone', async (title, path) => {
    await page.goto(path);
    await heading(page, title).waitFor();
    await page.waitForLoadState('load');
    expect(await faultsOnDeskAndPhone(page)).toEqual([]);
  });

  it('deletes many mirrors only when their number is typed', async () => {
    await page.goto(`/mirrors?pair=${pairId}`);
    await page.getByRole('checkbox', { name: 'Select all that match' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this selection?' });
    const confirm = dialog.getByRole('button', { name: 'Delete selection' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('2');
    await confirm.click();
    await page.getByText('Success').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
    expect(await shown(page.getByText('No mirror matches'))).toBe(true);
  });

  it('deletes a pair with what is left of it', async () => {
    await page.goto('/pairs');
    await rowAction(page, PAIR, 'Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete this pair?' });
    await dialog.getByText('0 mirrors').waitFor();
    await dialog.getByRole('textbox').fill(PAIR);
    await dialog.getByRole('button', { name: 'Delete pair' }).click();
    expect(await shown(page.getByText('No pair yet'))).toBe(true);
  });

  it('has never complained on the console', () => {
    expect(opened.complaints).toEqual([]);
  });
});
