const { availableParallelism } = require('node:os');

// NestJS 12 and the markdown parser ship ESM only, and Jest can require() ESM natively only on Node >= 24.9,
// so SWC compiles those packages (and our TypeScript) to CommonJS. Results are cached by Jest.
const ESM_ONLY = [
  '@nestjs/',
  'mdast-util-',
  'micromark',
  'unist-util-',
  'ccount',
  'character-entities',
  'decode-named-character-reference',
  'devlop',
  'escape-string-regexp',
  'longest-streak',
  'markdown-table',
  'zwitch',
  'trim-lines',
];

const paths = { '@app/*': ['./libs/*/index.ts'], '@features/*': ['./libs/features/*/index.ts'] };

const swc = (parser, transform) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: true,
    module: { type: 'commonjs' },
    // The aliases are compiled away, because a global set-up knows no moduleNameMapper.
    jsc: { target: 'es2022', parser, transform, keepClassNames: true, baseUrl: __dirname, paths },
  },
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Tests wait for timetables, processes and GitLabs for a fifth of their time: one more keeps all cores busy.
  maxWorkers: availableParallelism() + 1,
  testSequencer: '<rootDir>/libs/testing/slow-first.cjs',
  // A worker keeps what it has loaded for each file; beyond this it spends its time on cleaning up.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 300_000, // for what hangs: what waits has a shorter limit and says for what
  globalSetup: '<rootDir>/libs/testing/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.ts',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/live/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.tsx?$': swc(
      { syntax: 'typescript', decorators: true },
      { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    ),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')}))`],
};
