const base = require('../../jest.config.js');

/** On demand only, against a real GitLab: `E2E_LIVE_GITLAB=1 E2E_GITLAB_URL=… npx jest -c test/live/jest.config.js`. */
module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/live'],
  testMatch: ['**/*.live.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
