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

const swc = (parser, transform) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: true,
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser, transform, keepClassNames: true },
  },
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  maxWorkers: 2, // Jest's default is cores - 1, i.e. no parallelism on a 2-core machine
  testTimeout: 30_000,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/live/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleNameMapper: {
    '^@app/([^/]+)$': '<rootDir>/libs/$1/index.ts',
    '^@features/([^/]+)$': '<rootDir>/libs/features/$1/index.ts',
  },
  transform: {
    '^.+\\.tsx?$': swc(
      { syntax: 'typescript', decorators: true },
      { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    ),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')}))`],
};
