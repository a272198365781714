// The layers of docs/architecture.md, held by machine. There is no list of exceptions: mend the code instead.
const FEATURE_ORDER = [
  ['users'],
  ['auth'],
  ['runs'],
  ['instances'],
  ['tokens'],
  ['pairs'],
  ['pauses'],
  ['mirrors'],
  ['schedules'],
  ['issue-sync'],
  ['topology', 'dashboard', 'import-export', 'search', 'health', 'about'],
];
// They listen to events published after commit; nobody imports them.
const LISTENERS = ['audit', 'statistics', 'notifications', 'realtime'];

const feature = (names) => `^libs/features/(${names.join('|')})/`;
const layerRules = FEATURE_ORDER.slice(0, -1).map((names, i) => ({
  name: `features-depend-downwards-${names.join('-')}`,
  comment: 'A feature uses only features before it in the order of docs/architecture.md.',
  severity: 'error',
  from: { path: feature(names) },
  to: { path: feature(FEATURE_ORDER.slice(i + 1).flat()) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'libs-do-not-know-apps', severity: 'error', from: { path: '^libs' }, to: { path: '^apps' } },
    {
      name: 'apps-only-compose',
      comment: 'standalone is the one app that puts the others together.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'simulator-shares-nothing-with-our-client',
      comment: 'A shared piece of code would share its mistakes.',
      severity: 'error',
      from: { path: '^apps/gitlab-simulator/' },
      to: { path: '^libs/' },
    },
    {
      name: 'cli-knows-the-server-by-its-api',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: { path: '^libs/(?!common/)' },
    },
    {
      name: 'common-knows-nothing',
      severity: 'error',
      from: { path: '^libs/common/' },
      to: { path: '^libs/(?!common/)' },
    },
    {
      name: 'sync-engine-is-pure',
      severity: 'error',
      from: { path: '^libs/sync-engine/' },
      to: {
        path: '^libs/(?!(common|sync-engine)/)|^node_modules/(@nestjs/|typeorm/|bullmq/|axios/|pg/|ioredis/)',
      },
    },
    {
      name: 'base-libs-know-only-common-and-config',
      severity: 'error',
      from: { path: '^libs/(config|crypto|database|logging|queue|gitlab|http)/' },
      to: { path: '^libs/', pathNot: '^libs/(common|config|$1)/' },
    },
    {
      name: 'through-the-index',
      severity: 'error',
      from: { path: '^(apps|test|libs)/([^/]+)/' },
      to: { path: '^libs/(?!features/)([^/]+)/(?!index\\.ts$)', pathNot: '^$1/$2/' },
    },
    {
      name: 'features-through-their-index',
      severity: 'error',
      from: { path: '^libs/features/([^/]+)/' },
      to: { path: '^libs/features/[^/]+/(?!index\\.ts$)', pathNot: '^libs/features/$1/' },
    },
    {
      name: 'features-through-their-index-from-apps',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/features/[^/]+/(?!index\\.ts$)' },
    },
    {
      name: 'listeners-are-not-imported',
      severity: 'error',
      from: { path: '^libs/', pathNot: feature(LISTENERS) },
      to: { path: feature(LISTENERS) },
    },
    {
      name: 'typeorm-at-the-rim',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/(database|testing)/|\\.(entity|repository|query)\\.ts$' },
      to: { path: '^node_modules/typeorm/' },
    },
    {
      name: 'bullmq-in-queue-only',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/queue/' },
      to: { path: '^node_modules/(bullmq|@nestjs/bullmq|ioredis)/' },
    },
    {
      name: 'axios-in-gitlab-only',
      comment: 'Only libs/gitlab speaks to GitLab. Notifications will bring their own transport.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/gitlab/' },
      to: { path: '^node_modules/axios/' },
    },
    ...layerRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$|^dist/|^apps/web/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      mainFields: ['main', 'types'],
    },
  },
};
