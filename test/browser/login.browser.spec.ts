import type { Browser } from 'playwright-core';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';
import { fits, seriousFaults } from './support/accessibility';
import { launchBrowser, openPage, PHONE, type OpenPage } from './support/browser';
import { goTo, gone, heading, holdBack, shown, signIn } from './support/pages';

describe('The door of the web app', () => {
  let browser: Browser;
  let api: TestApp;
  let opened: OpenPage;

  beforeAll(async () => {
    [browser, api] = await Promise.all([launchBrowser(), startTestApp()]);
  });
  beforeEach(async () => {
    opened = await openPage(browser, { baseURL: api.url });
  });
  afterEach(async () => {
    await opened.context.close();
    expect(opened.complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await api.stop();
  });

  it('leads to the login, and from there to where one wanted to go', async () => {
    const { page } = opened;
    await page.goto('/pairs');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/login');
    await signIn(page, 'admin', TEST_PASSWORD);
    expect(await shown(heading(page, 'Pairs'))).toBe(true);
    expect(opened.refusals).toEqual([]);
  });

  it('leads to the login also when the server takes longer to ask for one than a page waits', async () => {
    const { page } = opened;
    await page.addInitScript('AbortSignal.timeout = () => AbortSignal.abort()');
    await page.goto('/pairs');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await signIn(page, 'admin', TEST_PASSWORD);
    expect(await shown(heading(page, 'Pairs'))).toBe(true);
  });

  it('says what is wrong with a wrong password, and stays', async () => {
    const { page } = opened;
    await page.goto('/login');
    await signIn(page, 'admin', 'not-the-password');
    await page.getByRole('alert').filter({ hasText: 'User name and password do not match' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/login');
    expect(opened.refusals).toEqual([]);
  });

  it('remembers the login within the tab, and forgets it when one signs out', async () => {
    const { page } = opened;
    await page.goto('/login');
    await signIn(page, 'admin', TEST_PASSWORD);
    await heading(page, 'Dashboard').waitFor();
    await page.reload();
    await heading(page, 'Dashboard').waitFor();
    await page.getByRole('button', { name: 'Account of admin' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto('/mirrors');
    expect(await shown(page.getByRole('button', { name: 'Sign in' }))).toBe(true);
  });

  it('asks anew when a kept login no longer holds, without a request that fails', async () => {
    const { page } = opened;
    await page.goto('/login');
    const kept = JSON.stringify({ user: 'admin', header: `Basic ${btoa('admin:a-password-of-old')}` });
    await page.evaluate(`localStorage.setItem('maestro-credentials', ${JSON.stringify(kept)})`);
    await page.goto('/pairs');
    await page.getByRole('alert').filter({ hasText: 'The server no longer accepts this login.' }).waitFor();
    await signIn(page, 'admin', TEST_PASSWORD);
    expect(await shown(heading(page, 'Pairs'))).toBe(true);
    expect(opened.refusals).toEqual([]);
  });

  it('says so when the server no longer accepts the login', async () => {
    const { page } = opened;
    await page.goto('/login');
    await signIn(page, 'admin', TEST_PASSWORD);
    await heading(page, 'Dashboard').waitFor();
    await page.route('**/api/pairs*', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 401, title: 'Login needed', detail: 'The password was changed.' }),
      }),
    );
    await goTo(page, 'Instances');
    await page.goto('/pairs');
    expect(await shown(page.getByRole('alert').filter({ hasText: 'The password was changed.' }))).toBe(true);
  });

  it('asks for the new password once it is changed, though the dialog was closed before', async () => {
    const { page } = opened;
    const [old, next] = ['the-password-of-old', 'the-password-of-now'];
    await api.http.post('/api/users').send({ username: 'carla', role: 'operator', password: old }).expect(201);
    await page.goto('/login');
    await signIn(page, 'carla', old);
    await heading(page, 'Dashboard').waitFor();
    await page.getByRole('button', { name: 'Account of carla' }).click();
    await page.getByRole('menuitem', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change my password' });
    await dialog.getByRole('textbox', { name: 'Current password' }).fill(old);
    await dialog.getByRole('textbox', { name: 'New password' }).fill(next);
    const answer = await holdBack(page, /api\/me\/password$/);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await page.keyboard.press('Escape');
    await gone(dialog);
    await answer();
    await page.getByRole('alert').filter({ hasText: 'The password is changed.' }).waitFor();
    await signIn(page, 'carla', next);
    expect(await shown(heading(page, 'Dashboard'))).toBe(true);
  });

  it('keeps the chosen colour scheme', async () => {
    const { page } = opened;
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    await page.goto('/login');
    await signIn(page, 'admin', TEST_PASSWORD);
    await heading(page, 'Dashboard').waitFor();
    expect(await scheme()).toBe('light');
    await page.getByRole('button', { name: 'Colour scheme' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    expect(await scheme()).toBe('dark');
    await page.reload();
    expect(await scheme()).toBe('dark');
  });

  it('tells when the server is away, and comes back by itself', async () => {
    const { page, context } = opened;
    await page.goto('/login');
    await signIn(page, 'admin', TEST_PASSWORD);
    await heading(page, 'Dashboard').waitFor();
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await goTo(page, 'Issue sync');
    const banner = page.getByRole('status').filter({ hasText: 'The server does not answer' });
    expect(await shown(banner)).toBe(true);
    await context.unrouteAll();
    await page.unrouteAll();
    expect(await gone(banner)).toBe(true);
    await goTo(page, 'Instances');
    expect(await shown(page.getByText('No GitLab yet'))).toBe(true);
  });

  it('fits a phone, where the navigation hides behind a button', async () => {
    const { page } = opened;
    await page.setViewportSize(PHONE);
    await page.goto('/login');
    expect(await fits(page)).toBe(true);
    await signIn(page, 'admin', TEST_PASSWORD);
    await heading(page, 'Dashboard').waitFor();
    expect(await fits(page)).toBe(true);
    await page.getByRole('button', { name: 'Main menu', exact: true }).click();
    await goTo(page, 'Instances');
    expect(await fits(page)).toBe(true);
  });

  it('has a way past the navigation for the keyboard', async () => {
    const { page } = opened;
    await page.goto('/login');
    await signIn(page, 'admin', TEST_PASSWORD);
    await heading(page, 'Dashboard').waitFor();
    await page.reload();
    await heading(page, 'Dashboard').waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Skip to the content' }).press('Enter');
    await waitFor('the focus on the content', () => page.evaluate<boolean>("document.activeElement.id === 'main'"));
  });

  it.each(['light', 'dark'] as const)('the login page is accessible in the %s scheme', async (colorScheme) => {
    const { page } = opened;
    await page.emulateMedia({ colorScheme });
    await page.goto('/login');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });
});
