// Lets a child process of a test run our TypeScript: `node --require <this file> something.ts`, compiled as Jest does.
const { transformFileSync } = require('@swc/core');
const [, { swcrc, ...options }] = require('../../jest.config.js').transform['^.+\\.tsx?$'];

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformFileSync(filename, { swcrc, ...options, sourceMaps: 'inline' });
  module['_compile'](code, filename);
};
