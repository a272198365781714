import type { Locator, Page } from 'playwright-core';

// The web app as its users see it: by what things are called, not by how they are built.

export async function signIn(where: Page | Locator, user: string, password: string): Promise<void> {
  await where.getByLabel('User name').fill(user);
  await where.getByRole('textbox', { name: 'Password' }).fill(password);
  await where.getByRole('button', { name: 'Sign in' }).click();
}

/** Waits until it is there. */
export async function shown(what: Locator): Promise<boolean> {
  await what.waitFor();
  return true;
}

/** Waits until it is gone. */
export async function gone(what: Locator): Promise<boolean> {
  await what.waitFor({ state: 'detached' });
  return true;
}

/** Holds back these requests, or only those with this method, until it is called. */
export async function holdBack(page: Page, requests: RegExp, method?: string): Promise<() => Promise<void>> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(requests, async (route) => {
    if (method === undefined || route.request().method() === method) await released;
    await route.continue();
  });
  return () => {
    release();
    return page.unrouteAll({ behavior: 'wait' });
  };
}

export const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true });

export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
  await heading(page, name).waitFor();
}

export async function choose(page: Page, label: string, option: string, typed?: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox', { name: label });
  await field.click();
  if (typed !== undefined) await field.fill(typed);
  await page.getByRole('option', { name: option, exact: true }).click();
}

export interface NewInstance {
  name: string;
  url: string;
  token: string;
}

export async function addInstance(page: Page, { name, url, token }: NewInstance): Promise<void> {
  await page.getByRole('button', { name: 'Add instance' }).click();
  const form = page.getByRole('dialog', { name: 'Add a GitLab instance' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Address').fill(url);
  await form.getByRole('textbox', { name: 'Access token' }).fill(token);
  await form.getByRole('button', { name: 'Connect and add' }).click();
}

/** The row of a table that has this text in it. */
export const row = (page: Page, table: string, text: string): Locator =>
  page.getByRole('table', { name: table, exact: true }).getByRole('row').filter({ hasText: text });

export async function rowAction(page: Page, of: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${of}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}
