import type { Browser, Locator, Page } from 'playwright-core';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';
import { faultsOnDeskAndPhone } from './support/accessibility';
import { launchBrowser, openPage, type OpenPage } from './support/browser';
import { gone, heading, row, shown, signIn } from './support/pages';

const OLD = 'the-password-of-old';
const NOW = 'the-password-of-now';

describe('A login that ends while somebody works', () => {
  let browser: Browser;
  let api: TestApp;
  let opened: OpenPage;
  let page: Page;
  let carla: { id: number };
  let login: Locator;
  let form: Locator;

  beforeAll(async () => {
    [browser, api] = await Promise.all([launchBrowser(), startTestApp()]);
  });
  beforeEach(async () => {
    const account = { username: 'carla', role: 'admin', password: OLD };
    carla = (await api.http.post('/api/users').send(account).expect(201)).body;
    opened = await openPage(browser, { baseURL: api.url });
    page = opened.page;
    login = page.getByRole('dialog', { name: 'Your login has ended' });
    form = page.getByRole('dialog', { name: 'Add a user' });
  });
  afterEach(async () => {
    await opened.context.close();
    await api.http.delete(`/api/users/${carla.id}`).expect(200);
    expect(opened.complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await api.stop();
  });

  const enter = async (): Promise<void> => {
    await page.goto('/users');
    await signIn(page, 'carla', OLD);
    await row(page, 'Users', 'carla').waitFor();
  };
  const fillIn = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Add user' }).click();
    await form.getByLabel('Login name').fill(name);
    await form.getByLabel('Full name').fill('Dora Example');
    await form.getByRole('textbox', { name: 'Password' }).fill('a-password-for-dora');
  };
  const changePassword = () => api.http.put(`/api/users/${carla.id}`).send({ password: NOW }).expect(200);
  const save = () => form.getByRole('button', { name: 'Save' }).click();
  const nameTyped = () => form.getByLabel('Login name').inputValue();
  const focusIsIn = (where: string) =>
    page.evaluate<boolean>(`document.activeElement.closest(${JSON.stringify(where)}) !== null`);
  const usersCalled = async (name: string): Promise<number> =>
    (await api.http.get('/api/users').query({ search: name }).expect(200)).body.length;

  it('goes on with what was typed and saved as soon as the same user is signed in again', async () => {
    await enter();
    await fillIn('dora');
    await changePassword();
    await save();
    await login.getByRole('alert').filter({ hasText: 'The user name or the password is wrong.' }).waitFor();
    expect(await usersCalled('dora')).toBe(0);
    await signIn(login, 'carla', 'not-the-password');
    await login.getByRole('alert').filter({ hasText: 'User name and password do not match' }).waitFor();
    expect(await nameTyped()).toBe('dora');

    const events = page.waitForRequest(
      (request) => request.url().endsWith('/api/events') && request.headers().authorization === basic('carla', NOW),
    );
    await signIn(login, 'carla', NOW);
    await gone(form);
    await gone(login);
    expect(await shown(row(page, 'Users', 'Dora Example'))).toBe(true);
    expect(await usersCalled('dora')).toBe(1);
    expect((await (await events).response())?.status()).toBe(200);
    expect(new URL(page.url()).pathname).toBe('/users');
    await page.reload();
    expect(await shown(page.getByRole('button', { name: 'Account of carla' }))).toBe(true);
  });

  it('asks again what was refused, and gives the focus back', async () => {
    await enter();
    await changePassword();
    const search = page.getByLabel('Search users');
    await search.fill('no such user');
    await login.waitFor();
    await page.keyboard.type(NOW);
    await page.keyboard.press('Enter');
    await gone(login);
    expect(await shown(page.getByText('Nobody is called “no such user”.'))).toBe(true);
    expect(await search.inputValue()).toBe('no such user');
    expect(await focusIsIn('[aria-label="Search users"]')).toBe(true);
  });

  it('keeps the keyboard in the login, and nothing else closes it', async () => {
    await enter();
    await fillIn('dora');
    await changePassword();
    await save();
    await login.waitFor();
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press('Tab');
      expect(await focusIsIn('[role=dialog] form:has([autocomplete=username])')).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.mouse.click(5, 5);
    expect(await login.isVisible()).toBe(true);
    expect(await page.getByRole('dialog').count()).toBe(2);
    expect(await nameTyped()).toBe('dora');
  });

  it('leaves the form open when a refused save is refused for another reason afterwards', async () => {
    await enter();
    await fillIn('carla');
    await changePassword();
    await save();
    await signIn(login, 'carla', NOW);
    await form.getByRole('alert').waitFor();
    expect(await nameTyped()).toBe('carla');
    expect(await focusIsIn('[role=dialog]')).toBe(true);
  });

  it('notices it when it asks from time to time, too, and does not forget who the user is', async () => {
    await page.route('**/api/events', (route) => route.fulfill({ status: 500, json: {} }));
    await page.clock.install();
    await enter();
    await fillIn('dora');
    await changePassword();
    const asked = page.waitForResponse('**/api/session');
    await page.clock.fastForward(31_000);
    await login.waitFor();
    await asked;
    await signIn(login, 'carla', NOW);
    await gone(login);
    expect(await nameTyped()).toBe('dora');
  });

  it('starts afresh for another user, in whose name nothing is sent', async () => {
    await enter();
    await fillIn('ella');
    await changePassword();
    await save();
    await signIn(login, 'admin', TEST_PASSWORD);
    await page.getByRole('button', { name: 'Account of admin' }).waitFor();
    await row(page, 'Users', 'carla').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await usersCalled('ella')).toBe(0);
  });

  it('is usable for everybody, and still goes to the login page when the page is loaded anew', async () => {
    await enter();
    await fillIn('dora');
    await changePassword();
    await save();
    await login.waitFor();
    expect(await faultsOnDeskAndPhone(page)).toEqual([]);
    await page.reload();
    await page.getByRole('alert').filter({ hasText: 'The server no longer accepts this login.' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/login');
    await signIn(page, 'carla', NOW);
    expect(await shown(heading(page, 'Users'))).toBe(true);
  });
});

const basic = (user: string, password: string): string => `Basic ${btoa(`${user}:${password}`)}`;
