import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for';
import { faultsOnDeskAndPhone, seriousFaults } from './support/accessibility';
import { launchBrowser, openPage, type OpenPage } from './support/browser';
import { gone, goTo, heading, holdBack, row, rowAction, shown, signIn } from './support/pages';
import { PASSWORD, SOURCE, startStage, TARGET, USER, type Stage } from './support/stage';

describe('The overview of an installation, in the browser', () => {
  let browser: Browser;
  let stage: Stage;
  let opened: OpenPage;
  let page: Page;
  let mirrorId: number;

  beforeAll(async () => {
    [browser, stage] = await Promise.all([launchBrowser(), startStage()]);
    mirrorId = await setUp(stage);
    opened = await openPage(browser, { baseURL: stage.app.url });
    ({ page } = opened);
    await page.goto('/');
    await signIn(page, USER, PASSWORD);
    await heading(page, 'Dashboard').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });

  const live = () => page.getByRole('note', { name: /^Live/ });
  const disabled = () => row(page, 'Mirrors', SOURCE).getByText('Disabled');

  describe('while something changes elsewhere', () => {
    /** Pages that nobody looks at ask nothing by themselves: what is new on them, an event has told. */
    const lookAway = () =>
      page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })`);
    afterEach(() => page.evaluate('delete document.visibilityState'));

    it('shows it by itself', async () => {
      await goTo(page, 'Mirrors');
      await live().waitFor();
      await row(page, 'Mirrors', SOURCE).getByText('In sync').waitFor();
      await lookAway();
      await stage.app.http.put(`/api/mirrors/${mirrorId}`).send({ enabled: false }).expect(200);
      await disabled().waitFor();
      await stage.app.http.put(`/api/mirrors/${mirrorId}`).send({ enabled: true }).expect(200);
      expect(await gone(disabled())).toBe(true);
    });

    it('says when the server restarts, comes back by itself, and is live again', async () => {
      const banner = page.getByRole('status').filter({ hasText: 'The server does not answer' });
      await stage.app.restart(() => banner.waitFor());
      expect(await gone(banner)).toBe(true);
      expect(await shown(live())).toBe(true);
      await lookAway();
      await stage.app.http.put(`/api/mirrors/${mirrorId}`).send({ enabled: false }).expect(200);
      await disabled().waitFor();
      await stage.app.http.put(`/api/mirrors/${mirrorId}`).send({ enabled: true }).expect(200);
    });
  });

  describe('the topology', () => {
    const link = () => page.getByRole('button', { name: /^Production to Backup by push/ });

    it('draws instances and what flows between them', async () => {
      await goTo(page, 'Topology');
      await page.getByRole('button', { name: /^Production 1 out · 0 in/ }).waitFor();
      await page.getByRole('button', { name: /^Backup 0 out · 1 in/ }).waitFor();
      expect(await link().getAttribute('aria-label')).toContain('1 mirror');
    });

    it('shows the mirrors behind a link, by the keyboard, too', async () => {
      await link().focus();
      await page.keyboard.press('Enter');
      const panel = page.getByRole('dialog', { name: 'Production → Backup' });
      expect(await shown(panel.getByRole('link', { name: SOURCE }))).toBe(true);
      expect(new URL(page.url()).searchParams.get('show')).toMatch(/^link-\d+-\d+-push$/);
      expect(await seriousFaults(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Close' }).click();
      await panel.waitFor({ state: 'detached' });
    });

    it('moves an instance that is dragged, and only that one', async () => {
      const node = page.getByRole('button', { name: /^Backup 0 out/ });
      const place = () => node.getAttribute('transform');
      const [before, other] = [await place(), page.getByRole('button', { name: /^Production 1 out/ })];
      const otherBefore = await other.getAttribute('transform');
      const box = await node.locator('circle').first().boundingBox();
      if (box === null) throw new Error('The instance is not in sight.');
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await page.mouse.move(middle.x, middle.y);
      await page.mouse.down();
      await page.mouse.move(middle.x + 40, middle.y + 50, { steps: 4 });
      await page.mouse.up();
      await waitFor('the instance elsewhere', async () => (await place()) !== before);
      expect(await other.getAttribute('transform')).toBe(otherBefore);
    });

    it('zooms by its buttons', async () => {
      const scale = async (): Promise<number> =>
        Number(
          /scale\(([\d.]+)\)/.exec(
            (await page.locator('svg g[transform*=scale]').first().getAttribute('transform')) ?? '',
          )?.[1],
        );
      const before = await scale();
      await page.getByRole('button', { name: 'Zoom out' }).click();
      await waitFor('a smaller graph', async () => (await scale()) < before);
      await page.getByRole('button', { name: 'Show everything' }).click();
      await waitFor('the whole graph', async () => Math.abs((await scale()) - before) < 0.2);
    });

    it('says the same as a table', async () => {
      await page.getByRole('button', { name: 'Show as table' }).click();
      expect(await row(page, 'Links between instances', 'Backup').textContent()).toContain('push');
      await page.getByRole('button', { name: 'Hide the table' }).click();
    });

    it('can be saved as a drawing and as a picture', async () => {
      const save = async (name: string): Promise<Download> => {
        await page.getByRole('button', { name: 'Export' }).click();
        const download = page.waitForEvent('download');
        await page.getByRole('menuitem', { name }).click();
        return download;
      };
      const drawing = await save('Drawing (SVG)');
      expect(readFileSync(await drawing.path(), 'utf8')).toMatch(/^<svg .*Production/s);
      const picture = await save('Picture (PNG)');
      expect(
        readFileSync(await picture.path())
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    });

    it('keeps its filters in the address', async () => {
      await page.goto('/topology?direction=pull&warn=1');
      await page.getByRole('button', { name: /^Production/ }).waitFor();
      expect(await link().count()).toBe(0);
      await page.getByText('All', { exact: true }).click();
      await link().waitFor();
      expect(new URL(page.url()).search).toBe('?warn=1');
    });
  });

  it('plans a configuration before it is applied', async () => {
    const document = await stage.app.http.get('/api/export/all?format=yaml').expect(200);
    await page.goto('/import-export?tab=configuration');
    await page
      .getByRole('textbox', { name: 'Configuration' })
      .fill(document.text.replace(/name: One way/, 'name: Another way'));
    await page.getByRole('button', { name: 'Show the plan' }).click();
    expect(await shown(page.getByRole('region', { name: 'Create' }).getByText('Another way').first())).toBe(true);
  });

  it('imports into the pair that was chosen when one asked for it', async () => {
    const { body } = await stage.app.http.get('/api/pairs').expect(200);
    const [first] = body as { id: number; source_instance_id: number; target_instance_id: number }[];
    const { source_instance_id, target_instance_id } = first ?? {};
    const other = await stage.app.http
      .post('/api/pairs')
      .send({ name: 'Other way', source_instance_id, target_instance_id })
      .expect(201);
    await page.goto(`/import-export?pair=${first?.id}`);
    await page.getByRole('textbox', { name: 'Mirrors' }).fill(`mirrors:\n  - source_project_path: ${SOURCE}`);
    const load = await holdBack(page, /assets\/.*\.js$/);
    const sent = page.waitForRequest(/api\/export\/pair\/\d+\?/);
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('combobox', { name: 'Pair' }).click();
    await page.getByRole('option', { name: 'Other way' }).click();
    await page.waitForURL(`**/import-export?pair=${other.body.id}`);
    await load();
    expect(new URL((await sent).url()).pathname).toBe(`/api/export/pair/${first?.id}`);
    await stage.app.http.delete(`/api/pairs/${other.body.id}`).expect(200);
  });

  it('tells who changed what', async () => {
    await page.goto('/activity?tab=audit&about=mirror&action=updated');
    expect(await shown(row(page, 'Audit trail', SOURCE).filter({ hasText: 'enabled' }).first())).toBe(true);
  });

  it('tells about a channel that does not answer', async () => {
    await page.goto('/notifications?tab=channels');
    await page.getByRole('button', { name: 'Add channel' }).click();
    const form = page.getByRole('dialog', { name: 'Add a channel' });
    await form.getByLabel('Name').fill('Operations');
    await form.getByRole('textbox', { name: 'Webhook address' }).fill('http://127.0.0.1:9/hook');
    await form.getByRole('button', { name: 'Add channel' }).click();
    await form.waitFor({ state: 'detached' });
    await row(page, 'Channels', 'Operations').getByRole('button', { name: 'Test' }).click();
    expect(await shown(page.getByRole('alert').filter({ hasText: 'could not be reached' }))).toBe(true);
    await page.goto('/notifications');
    await page.getByRole('button', { name: 'Add rule' }).click();
    const rule = page.getByRole('dialog', { name: 'Add a rule' });
    await rule.getByLabel('Name').fill('Mirrors fail');
    await rule.getByRole('combobox', { name: 'Tell' }).click();
    await page.getByRole('option', { name: 'Operations' }).click();
    await rule.getByRole('button', { name: 'Add rule' }).click();
    expect(await shown(row(page, 'Rules', 'Mirrors fail'))).toBe(true);
  });

  it('tells the outcome of each of two tests, and each refusal only where it belongs', async () => {
    const channel = { kind: 'webhook', url: 'http://127.0.0.1:9/hook' };
    await stage.app.http
      .post('/api/notifications/channels')
      .send({ ...channel, name: 'Second' })
      .expect(201);
    await page.goto('/notifications?tab=channels');
    const answer = await holdBack(page, /channels\/\d+\/test$/);
    for (const name of ['Operations', 'Second']) {
      await row(page, 'Channels', name).getByRole('button', { name: 'Test' }).click();
    }
    await answer();
    for (const name of ['Operations', 'Second']) await page.getByRole('alert').filter({ hasText: name }).waitFor();
    const dialog = page.getByRole('dialog', { name: 'Delete this channel?' });
    await rowAction(page, 'Operations', 'Delete');
    await dialog.getByRole('button', { name: 'Delete channel' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await gone(dialog);
    await rowAction(page, 'Second', 'Delete');
    await dialog.getByText('Second').waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(0);
  });

  it('answers questions', async () => {
    await page.goto('/help');
    await page.getByLabel('Search the help').fill('encryption key');
    expect(await shown(page.getByRole('button', { name: /Changing the encryption key/ }))).toBe(true);
  });

  it.each([
    ['Topology', '/topology'],
    ['Activity', '/activity?tab=audit'],
    ['Notifications', '/notifications'],
    ['Import and export', '/import-export'],
    ['Help', '/help'],
    ['Settings', '/settings'],
    ['About', '/about'],
  ])('%s is accessible in both schemes and fits a phone', async (title, path) => {
    await page.goto(path);
    await heading(page, title).waitFor();
    expect(await faultsOnDeskAndPhone(page)).toEqual([]);
  });

  it('is accessible also while answers are on their way', async () => {
    const answer = await holdBack(page, /\/api\/(?!session)/);
    await page.goto('/');
    await page.getByLabel('Loading', { exact: true }).waitFor();
    expect(await faultsOnDeskAndPhone(page)).toEqual([]);
    await answer();
  });

  it('shows a viewer the same, and says why something is not for them', async () => {
    const viewer = { username: 'watcher', role: 'viewer', password: 'only-looking-on' };
    await stage.app.http.post('/api/users').send(viewer).expect(201);
    const watching = await openPage(browser, { baseURL: stage.app.url });
    const reason = 'This needs the role Operator: ask an administrator.';
    await watching.page.goto('/mirrors');
    await signIn(watching.page, viewer.username, viewer.password);
    const sync = watching.page.getByRole('button', { name: `Sync ${SOURCE} now` });
    await sync.waitFor();
    expect([await sync.isDisabled(), await sync.getAttribute('title')]).toEqual([true, reason]);
    await watching.page.keyboard.press('j');
    await watching.page.keyboard.press('s');
    expect(await shown(watching.page.getByRole('alert').filter({ hasText: reason }))).toBe(true);
    await goTo(watching.page, 'Pairs');
    await watching.page.getByRole('button', { name: 'Actions for One way' }).click();
    const menu = watching.page.getByRole('menu');
    expect(await shown(menu.getByText(reason))).toBe(true);
    expect(await menu.getByRole('menuitem', { disabled: false }).count()).toBe(0);
    await watching.page.goto('/users');
    expect(await shown(watching.page.getByText('Only administrators see who else may log in'))).toBe(true);
    expect([...watching.complaints, ...watching.refusals]).toEqual([]);
    await watching.context.close();
  });

  describe('while the answer about somebody else is on its way', () => {
    const dialog = () => page.getByRole('dialog');

    it('leaves open what was opened meanwhile', async () => {
      for (const username of ['ann', 'bob']) {
        await stage.app.http
          .post('/api/users')
          .send({ username, role: 'viewer', password: 'only-looking-on' })
          .expect(201);
      }
      await page.goto('/users');
      const answer = await holdBack(page, /api\/users\/\d+$/, 'DELETE');
      await rowAction(page, 'ann', 'Delete');
      await page.getByRole('button', { name: 'Delete user' }).click();
      await page.keyboard.press('Escape');
      await gone(dialog());
      await rowAction(page, 'bob', 'Edit');
      await page.getByLabel('Full name').fill('Bob Builder');
      await answer();
      await gone(page.getByRole('table', { includeHidden: true }).getByText('ann', { exact: true }));
      await dialog().getByRole('button', { name: 'Save' }).click();
      expect(await shown(row(page, 'Users', 'Bob Builder'))).toBe(true);
    });

    it('tells of a refusal though its form was closed', async () => {
      const answer = await holdBack(page, /api\/users$/, 'POST');
      await page.getByRole('button', { name: 'Add user' }).click();
      await dialog().getByLabel('Login name').fill('bob');
      await dialog().getByRole('textbox', { name: 'Password' }).fill('only-looking-on');
      await dialog().getByRole('button', { name: 'Save' }).click();
      await page.keyboard.press('Escape');
      await gone(dialog());
      await answer();
      expect(await shown(page.getByRole('alert').filter({ hasText: 'There is a user named bob already' }))).toBe(true);
    });
  });

  it('leads to the last page from one beyond it', async () => {
    await page.goto('/users?page=2');
    await row(page, 'Users', 'bob').waitFor();
    await page.goto('/activity?page=9');
    expect(await shown(row(page, 'Activity', SOURCE).first())).toBe(true);
  });

  it('has never complained on the console', () => {
    expect(opened.complaints).toEqual([]);
  });
});

/** Two instances, a pair and a mirror that is in sync; answers with its id. */
async function setUp({ app: { http }, a, b }: Stage): Promise<number> {
  const instance = async (name: string, { simulator, token }: Stage['a']): Promise<number> =>
    (await http.post('/api/instances').send({ name, url: simulator.url, token }).expect(201)).body.id;
  const [source, target] = [await instance('Production', a), await instance('Backup', b)];
  const pair = await http
    .post('/api/pairs')
    .send({ name: 'One way', source_instance_id: source, target_instance_id: target, mirror_direction: 'push' })
    .expect(201);
  const mirror = await http
    .post('/api/mirrors')
    .send({ instance_pair_id: pair.body.id, source_project_path: SOURCE, target_project_path: TARGET })
    .expect(201);
  const id: number = mirror.body.id;
  await waitFor('the mirror to be in sync', async () => {
    const { body } = await http.get(`/api/mirrors/${id}`);
    return body.last_update_status === 'finished';
  });
  return id;
}
