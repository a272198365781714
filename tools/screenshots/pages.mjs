// What is pictured: a page by its address, and what is done there before the picture is taken.
const openMirror = (tab) => async (page) => {
  await page
    .getByRole('link', { name: /core\/web-shop/ })
    .first()
    .click();
  const details = page.getByRole('dialog');
  await details.getByRole('tab', { name: tab }).click();
};

/** Bars grow within a second; a canvas does not tell when they have. */
const chartsGrown = (page) => page.waitForTimeout(1_500);

/** Where the demo lies on this machine is nobody's business. */
const hideFolder = async (page) => {
  const folder = page.getByText(/^\/.*\/screenshots-/);
  await folder.first().waitFor();
  await folder.evaluateAll((shown) => shown.forEach((each) => (each.textContent = '/var/lib/maestro')));
};

export const PAGES = [
  { name: 'dashboard', path: '/', act: chartsGrown },
  { name: 'mirrors', path: '/mirrors' },
  {
    name: 'mirrors-tree',
    path: '/mirrors?tree=1',
    act: (page) => page.getByRole('button', { name: 'Open platform', exact: true }).click(),
  },
  { name: 'mirror', path: '/mirrors', act: openMirror('Overview') },
  { name: 'issue-sync', path: '/issue-sync' },
  {
    name: 'issue-sync-of-a-mirror',
    path: '/issue-sync',
    act: async (page) => {
      await page
        .getByRole('link', { name: /api-gateway/ })
        .first()
        .click();
      await page.getByRole('tab', { name: 'Issues' }).click();
      await page.getByRole('table', { name: 'Copied issues' }).getByRole('row').nth(1).waitFor();
    },
  },
  { name: 'groups', path: '/groups' },
  {
    name: 'mirror-a-group',
    path: '/groups/new',
    act: async (page) => {
      await page.getByRole('combobox', { name: 'Pair' }).click();
      await page.getByRole('option', { name: 'Production to Backup' }).click();
      await page.getByRole('combobox', { name: 'Source group' }).fill('platform');
      await page.getByRole('combobox', { name: 'Target namespace' }).fill('backup/platform');
      await page.getByRole('button', { name: 'Show the plan' }).click();
      await page.getByRole('region', { name: 'The plan' }).getByText('Mirrored already').first().waitFor();
    },
  },
  { name: 'schedules', path: '/schedules' },
  { name: 'users', path: '/users' },
  { name: 'topology', path: '/topology' },
  { name: 'activity', path: '/activity' },
  { name: 'audit', path: '/activity?tab=audit' },
  { name: 'pairs', path: '/pairs' },
  { name: 'instances', path: '/instances' },
  { name: 'group-settings', path: '/group-settings?tab=defaults' },
  { name: 'import-export', path: '/import-export?tab=configuration' },
  { name: 'notifications', path: '/notifications' },
  { name: 'help', path: '/help' },
  { name: 'settings', path: '/settings' },
  { name: 'about', path: '/about', act: hideFolder },
  {
    name: 'command-palette',
    path: '/',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('api');
      await page.getByText('platform/api-gateway').last().waitFor();
    },
  },
];

export const PHONE_PAGES = [
  { name: 'phone-dashboard', path: '/', act: chartsGrown },
  { name: 'phone-mirrors', path: '/mirrors' },
  { name: 'phone-topology', path: '/topology' },
];
